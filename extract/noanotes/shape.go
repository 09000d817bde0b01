package noanotes

import "github.com/nightrounds/rounds/extract/rest"

// sessionShape and consumerShape say what is cut out of an envelope: whatever opens a session or a webhook for whoever holds
// it. The request is kept and does not count: that another version was asked for is no news of the session.
var (
	sessionShape  = rest.NewShape(rest.Rules{Drop: secrets, Volatile: []string{"request"}})
	consumerShape = rest.NewShape(rest.Rules{Drop: secrets, Volatile: []string{"request"}})
)

var secrets = []string{
	"**.sessionToken", "**.session_token", "**.accessToken", "**.access_token", "**.recorderUrl", "**.recorder_url",
	"**.summaryUrl", "**.summary_url", "**.webhookUrl", "**.webhook_url", "**.secret", "**.clientSecret",
}
