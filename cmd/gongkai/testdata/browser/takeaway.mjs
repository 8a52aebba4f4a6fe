// Pages of what is searched, queried and downloaded.

// takeawayAddresses are one of each kind.
export function takeawayAddresses(_plan) { return {}; }
