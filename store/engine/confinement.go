package engine

import "fmt"

// Confinement says what the kernel holds the engine to, beyond what the engine
// itself checks.
type Confinement struct {
	ABI     int  // Landlock version of the kernel, 0 where there is none
	Files   bool // only its own folder and its libraries can be opened
	Network bool // no TCP connection can be made and no port be opened (from ABI 4, Linux 6.7)
}

// networkABI is the first Landlock version that restricts TCP.
const networkABI = 4

func confinementOf(abi int) Confinement {
	return Confinement{ABI: abi, Files: abi > 0, Network: abi >= networkABI}
}

// String is one line for a log or a page.
func (c Confinement) String() string {
	switch {
	case c.Network:
		return fmt.Sprintf("files and network confined (Landlock %d)", c.ABI)
	case c.Files:
		return fmt.Sprintf("files confined, network open (Landlock %d; network rules need %d, Linux 6.7)", c.ABI, networkABI)
	default:
		return "not confined (this system has no Landlock)"
	}
}
