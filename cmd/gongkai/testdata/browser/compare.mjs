// Pages of agencies and counties side by side, over years and places.

// compareAddresses are one of each kind.
export function compareAddresses(_plan) { return { region: "/regions/9901" }; }
