// Package deploy is the files with which Gongkai is brought up on servers: settings of ClickHouse,
// compose files, manifests of Kubernetes. Its tests read each strictly, as the types of compose and
// Kubernetes have it, and hold what one file says against what another does.
//
// It refuses to bring anything up: no container engine runs where this is tested.
package deploy
