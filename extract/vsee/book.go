package vsee

// Reasons of extract.Skip beside the shared ones.
const (
	skipNoMember = "the vendor does not know this member"
	skipList     = "a member's list of visits that cannot be read" // lost
	skipForeign  = "an object inside names another patient or visit than the one it is shown in"
	skipTwice    = "an object inside is named twice, or its ids are"
	skipElse     = "a room of another account"
)

// What a basis cannot see.
const (
	blindHidden   = "Users hidden from this token, and guests, are in no list."
	blindEven     = "A user who appears and one who vanishes during the same walk leave its total as it was: the next sweep sees both."
	blindToken    = "A token with fewer rights gets a shorter list, not an error."
	blindParam    = "The parameter that names a member in GET /visits is not published by VSee."
	blindPaging   = "GET /visits publishes no paging: a list the vendor cuts short without naming a total would pass for whole."
	blindOwn      = "Only the visits of the token's own user were listed."
	blindRoster   = "Members and visits that are not on the roster were not looked for; nor were later edits of visits it does not reach."
	blindIDs      = "Only the ids that were asked for were read."
	blindRange    = "The range is of visit starts: an edit of a visit outside it is not seen, nor is a visit without a start."
	blindAlong    = "Intakes, medical profiles and files are seen only where a visit or a user that was read shows them."
	blindLabels   = "The account's intake form could not be read: questions have no labels."
	blindRooms    = "GET /rooms names no total: a list the vendor cuts short would pass for whole."
	blindRoom     = "GET /rooms/:code/providers publishes no paging: a list the vendor cuts short would pass for whole."
	blindAccounts = "Only the configured account was read."
)

// What moved during the walk.
const (
	driftTotal   = "A list's rows and its total did not agree in three walks."
	driftAgain   = "A list was walked again because its rows and its total did not agree."
	driftResumed = "The sweep was resumed: rows before the break were not counted against the total."
	driftFell    = "The list is shorter than before the break: rows moved up, and some may have been stepped over."
	driftRepeat  = "A member's visit list gave a full page twice: it may go on unseen."
	driftRooms   = "The list of rooms was another in each of three walks."
	driftGone    = "A room was gone before its providers were read."
	driftForeign = "A member's visit list named other members only: the member parameter may be ignored."
)
