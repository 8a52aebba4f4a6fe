// Pages of one figure, its evidence and its history.

// figureAddresses are one of each kind.
export function figureAddresses(_plan) { return {}; }
