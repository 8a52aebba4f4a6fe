package crawler

import _ "embed" // the file

// StarterSites is a sites file of real county and city sites to begin with, none of them verified.
//
//go:embed starter.yaml
var StarterSites string
