package extracttest

import (
	"reflect"
	"regexp"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// opens are the names of credentials that open something. The others (an account, a practice, a client's number) may stand in
// records.
var opens = regexp.MustCompile(`Token|Secret|Key|Password`)

// credentials are the tokens and secrets of all vendors, to look for where none may be.
func credentials(with sandbox.Credentials) (found []string) {
	for field, value := range reflect.ValueOf(with).Fields() {
		if text, ok := value.Interface().(string); ok && text != "" && opens.MatchString(field.Name) {
			found = append(found, text)
		}
	}
	return found
}
