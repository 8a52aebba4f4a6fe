package disclosure

// Family is the stable code of a kind of agency, the same in every county.
type Family string

// The families; see the names and aliases in families.tsv.
const (
	FamilyGovOffice        Family = "gov_office" // the government itself, by its office
	FamilyNDRC             Family = "ndrc"
	FamilyEducation        Family = "education"
	FamilyTechIndustry     Family = "tech_industry"
	FamilyEthnic           Family = "ethnic"
	FamilyPolice           Family = "police"
	FamilyCivil            Family = "civil"
	FamilyJustice          Family = "justice"
	FamilyFinance          Family = "finance"
	FamilyHRSS             Family = "hrss"
	FamilyNaturalResources Family = "natural_resources"
	FamilyEcology          Family = "ecology"
	FamilyHousing          Family = "housing"
	FamilyTransport        Family = "transport"
	FamilyWater            Family = "water"
	FamilyAgriculture      Family = "agriculture"
	FamilyCommerce         Family = "commerce"
	FamilyCultureTourism   Family = "culture_tourism"
	FamilyHealth           Family = "health"
	FamilyVeterans         Family = "veterans"
	FamilyEmergency        Family = "emergency"
	FamilyAudit            Family = "audit"
	FamilyMarket           Family = "market"
	FamilyStatistics       Family = "statistics"
	FamilyForestry         Family = "forestry"
	FamilyMedicalInsurance Family = "medical_insurance"
	FamilyRuralRevital     Family = "rural_revital"
	FamilyPetition         Family = "petition"
	FamilyUrbanMgmt        Family = "urban_mgmt"
	FamilyAdminApproval    Family = "admin_approval"
	FamilyTax              Family = "tax"
	FamilyMeteorology      Family = "meteorology"
	FamilyZoneAdmin        Family = "zone_admin"
	FamilyTownship         Family = "township"
	FamilySubdistrict      Family = "subdistrict"
	FamilyOther            Family = "other"
)

// Level is the level of government that an agency belongs to.
type Level string

// The levels.
const (
	LevelProvince   Level = "province"
	LevelPrefecture Level = "prefecture"
	LevelCounty     Level = "county"
	LevelTownship   Level = "township"
)

// Agency is a body that reports. ID is its division code and family, and its name as well
// where a division can have several of the family: "361022-ecology",
// "361022-township-日峰镇". An agency whose division is not known has an ID that starts
// with "unresolved-" and waits for review; it is never guessed into a place.
type Agency struct {
	ID             string
	Name           string // normalised: 黎川县生态环境局
	DivisionCode   string // GB/T 2260; empty where not known
	DivisionName   string
	CountyCode     string // the county it belongs to; empty above counties and where not known
	Level          Level  // empty where not known
	Family         Family
	ParentAgencyID string // the higher body of a dispatched office, where known
	Vertical       bool   // a dispatched office or a body under a higher authority (垂直管理)
}

// Division is an administrative division of GB/T 2260.
type Division struct {
	Code   string // six digits
	Name   string
	Parent string // code of the division above; empty for a province
}
