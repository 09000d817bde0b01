package load

// Account is one database account of the access model. Its grants are rendered as SQL for a server and as users.xml for
// the embedded engine, so that both say the same.
type Account struct {
	Name string // lower case letters, digits and _, at most 63, beginning with a letter
	Doc  string // one sentence: who uses it and for what

	// Grants are whole statements without the grantee: "GRANT SELECT ON analytics.*". No grants: it may only SELECT 1.
	Grants []string

	// ReadOnly accounts write nothing and have limits on memory and time that they cannot lift.
	ReadOnly bool
}
