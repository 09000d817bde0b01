package vsee

import (
	"slices"

	"github.com/nightrounds/rounds/extract/rest"
)

// These say what is cut out of a record (Drop), of what a keyed hash lands where there is a key (Mask), what may change without
// the record having changed (Volatile) and which embedded objects have an owner of their own (ByID). coverage.md gives the reason for each path.
var (
	memberShape = rest.NewShape(rest.Rules{
		Drop:     slices.Concat(signInSecrets, bearerLinks),
		Mask:     []string{"extra.social_security_no"}, // nowhere but in the patient's own record
		Volatile: []string{"last_login"},
		Pick:     []string{"id", "_id", "modified"},
	})
	userShape = rest.NewShape(rest.Rules{
		Drop:     slices.Concat(signInSecrets, bearerLinks),
		Volatile: []string{"last_login"},
		Pick:     []string{"id", "_id", "modified"},
	})

	visitShape = rest.NewShape(rest.Rules{
		Drop: slices.Concat(signInSecrets, bearerLinks, []string{
			"meeting",              // conference_pin, meeting_id and whatever else opens the room
			"call_logs.source_ids", // each ends in the meeting_id
			"**.one_time_link_token",
		}),
		Volatile: slices.Concat(hostProfile, []string{
			"isEditExpired", // turns with the clock alone
		}),
		ByID: []string{
			"member.id", "provider.id", "creator.id", "room.id", "account.code",
			// an intake is a record of its own; what a visit is mapped from counts here, too
			"intake.id", "intake.member_id", "intake.visit_id", "intake.reason_for_visit", "intake.consultation",
			"intake.medical_profile.user_id", // the patient's, shown again in each of the patient's visits
		},
		Pick: []string{
			"id", "_id", "modified", "start",
			"member_id", "related_walkin_id", "related_walkin", "root_visit", "intake_id", "intake", "is_test",
		},
	})

	// intakeShape and fileShape are of envelopes: the vendor's object is under answer.
	intakeShape = rest.NewShape(rest.Rules{
		Drop:     slices.Concat(signInSecrets, bearerLinks, []string{"answer.attachments.*.url"}),
		Volatile: []string{"answer.medical_profile"}, // a record of its own, and only one of the two endpoints shows it
	})
	fileShape = rest.NewShape(rest.Rules{
		Drop: slices.Concat(signInSecrets, bearerLinks, []string{"answer.url"}),
		ByID: []string{"answer.creator.id"},
	})
	providerShape = rest.NewShape(rest.Rules{Drop: slices.Concat(signInSecrets, bearerLinks)})

	profileShape = rest.NewShape(rest.Rules{
		Drop:     slices.Concat(signInSecrets, bearerLinks),
		Volatile: []string{"**.modified_by", "**.modifiedBy"}, // a user, whose own record owns the name
		Pick:     []string{"user_id", "modified"},
	})
	roomShape = rest.NewShape(rest.Rules{
		Drop: slices.Concat(signInSecrets, bearerLinks),
		Pick: []string{"code", "slug", "modified", "account_code"},
	})
	accountShape = rest.NewShape(rest.Rules{
		Drop: slices.Concat(signInSecrets, bearerLinks),
		Pick: []string{"code", "-", "modified"},
	})

	// peeks read what an object says of itself; they cut nothing.
	intakePeek = rest.NewShape(rest.Rules{Pick: []string{"id", "member_id", "visit_id", "medical_profile", "modified"}})
	filePeek   = rest.NewShape(rest.Rules{Pick: []string{"id", "_id"}})
	codePeek   = rest.NewShape(rest.Rules{Pick: []string{"code"}})

	// idShape and rowShape read what a list's row says of itself; they cut nothing, and the row is not kept.
	idShape  = rest.NewShape(rest.Rules{Pick: []string{"id", "_id"}})
	rowShape = rest.NewShape(rest.Rules{Pick: []string{"member_id", "start"}})
)

// signInSecrets may stand wherever VSee embeds a user.
var signInSecrets = []string{
	"**.social_security_no",
	"**.password", "**.token", "**.api_token", "**.api_key", "**.api_secret",
	"**.vsee_api", // a clinic's settings, next to its API credentials
	"**.photo",    // its non-empty form is unpublished; a link to a face needs no sign-in
}

// bearerLinks open a file for whoever holds them.
var bearerLinks = []string{
	"**.fullpath",
	"attachments.*.url", "extra.attachments.*.url", "intake.attachments.*.url", "postvisit.attachments.*.url",
}

// hostProfile is what a host's own user record owns. The id and the role in this visit count.
var hostProfile = []string{
	"hosts.*.username", "hosts.*.email", "hosts.*.phone", "hosts.*.timezone", "hosts.*.vseeid",
	"hosts.*.full_name", "hosts.*.first_name", "hosts.*.last_name", "hosts.*.title", "hosts.*.suffix",
	"hosts.*.photo_attachment_id",
}
