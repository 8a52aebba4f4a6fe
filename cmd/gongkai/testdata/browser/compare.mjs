// Pages of agencies and counties side by side, over years and places.

// compareAddresses are one of each kind.
export function compareAddresses(_plan) { return { attention: "/attention", region: "/regions/9901", timeliness: "/timeliness?year=2022", refusals: "/refusals?county=990122", compare: "/compare?agencies=990121,990122,990121-civil" }; }
