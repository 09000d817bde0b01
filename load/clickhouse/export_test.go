package clickhouse

// For tests of what can only be seen from inside.
var (
	CodeNames      = codeNames
	TransientCodes = transientCodes
	DeniedCodes    = deniedCodes
	SpokenCodes    = spokenCodes
	EngineOf       = engineOf
	Spaceless      = spaceless
)

// SetSortMemory sets how many bytes a sort keeps in memory, until the returned function is called.
func SetSortMemory(bytes int) (reset func()) {
	before := sortMemory
	sortMemory = bytes
	return func() { sortMemory = before }
}
