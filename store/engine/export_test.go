package engine

// What the tests of this package reach into.
var (
	ConfinementOf  = confinementOf
	LibraryPackage = libraryPackage
)

// WithABI is config on a kernel with another version of Landlock.
func WithABI(config Config, abi int) Config {
	config.abi = func() int { return abi }
	return config
}

// NextPause is the supervisor's pause before it starts a child again.
var NextPause = nextPause
