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
