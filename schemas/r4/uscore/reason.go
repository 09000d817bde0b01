package uscore

// Reason is a word for what a resource lacks of its profile. It holds nothing of the resource.
type Reason = string

// The reasons.
const (
	NoIdentifier       Reason = "no-identifier"
	IdentifierInParts  Reason = "identifier-incomplete"      // an identifier without system or value
	NPIMalformed       Reason = "npi-malformed"              // not ten digits, or the check digit is wrong (us-core-16, us-core-17)
	NoName             Reason = "no-name"                    //
	NameWithoutParts   Reason = "name-without-parts"         // neither family nor given (us-core-6)
	NameWithoutFamily  Reason = "name-without-family"        //
	TelecomInParts     Reason = "telecom-incomplete"         // a contact point without system or value
	NoTelecom          Reason = "no-telecom"                 // neither a contact point nor an endpoint (pd-1)
	NoGender           Reason = "no-gender"                  //
	NoActive           Reason = "no-active"                  // whether the organization is in use is not told
	NoRoleOf           Reason = "no-one-and-nowhere"         // neither practitioner, organization, service nor place (us-core-13)
	NoType             Reason = "no-type"                    //
	TypeNotOfDocuments Reason = "type-not-of-documents"      // no code of us-core-documentreference-type known here
	NoCategory         Reason = "no-category"                //
	CategoryNotUSCore  Reason = "category-not-us-core"       // a Condition that is no encounter diagnosis
	NoSubject          Reason = "no-subject"                 //
	NoContent          Reason = "attachment-without-content" // neither data nor address (us-core-6)
	NoCode             Reason = "no-code"                    //
	NoRequester        Reason = "no-requester"               // of an order (us-core-21)
	NoPerformed        Reason = "no-performed"               // of a procedure that is done or under way (us-core-7)
	NoQuestionnaire    Reason = "no-questionnaire"           //
	NoAuthored         Reason = "no-authored"                //
	NoOnBehalfOf       Reason = "no-on-behalf-of"            // a device or practitioner who acts for nobody (provenance-1)
)
