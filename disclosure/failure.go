package disclosure

// Failure is the class of what went wrong with a fetch: few enough to count, and each with a
// next step of its own. Empty where nothing did.
type Failure string

// The classes. An outcome says what a capture is worth as evidence; its class says why.
const (
	FailureDNS       Failure = "dns"       // the name leads nowhere, or nobody could be asked
	FailureConnect   Failure = "connect"   // nobody listens, or the way is barred
	FailureTLS       Failure = "tls"       // the certificate does not hold, or it is no TLS
	FailureReset     Failure = "reset"     // the connection broke before there was an answer
	FailureTimeout   Failure = "timeout"   // no whole answer in time
	FailureCutShort  Failure = "cut_short" // the answer ends before its end
	FailureHeader    Failure = "header"    // the answer's head is no HTTP, or too long
	FailureEncoding  Failure = "encoding"  // the answer's packing is broken or unknown
	FailureTooLarge  Failure = "too_large" // over a cap, packed or unpacked
	FailureStatus    Failure = "status"    // an error status
	FailureNotFound  Failure = "not_found" // 404, 410
	FailureThrottled Failure = "throttled" // 429, or 503 with a time: the host asked for a stop
	FailureRedirect  Failure = "redirect"  // to nowhere, away from the site, in circles
	FailureRobots    Failure = "robots"    // robots.txt forbids it, or could not be had
	FailureChallenge Failure = "challenge" // an anti-bot page
	FailurePrivate   Failure = "private"   // the name leads to a private address
	FailureAddress   Failure = "address"   // the address cannot be asked for
	FailureSoft404   Failure = "soft_404"  // the page says with status 200 that it is not there
	FailureShell     Failure = "shell"     // the page shows nothing without a script
	FailureBudget    Failure = "budget"    // the site's budget is used up
	FailureReader    Failure = "reader"    // the page was received, and our reading of it failed
	FailureUnknown   Failure = "unknown"
)
