package dashboards

// ScoreRow is one dimension of one agency-year among its peers.
type ScoreRow struct {
	AgencyID      string   `ch:"agency_id" json:"agency_id"`
	Name          string   `ch:"name" json:"name"`
	County        string   `ch:"county" json:"county"`
	Family        *string  `ch:"family" json:"family"`
	Level         *string  `ch:"level" json:"level"`
	FiscalYear    uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Dimension     string   `ch:"dimension" json:"dimension"`
	Which         string   `ch:"which" json:"which"`
	Value         *float64 `ch:"value" json:"value"` // 0 to 1; null: see reason
	Low           *float64 `ch:"low" json:"low"`
	High          *float64 `ch:"high" json:"high"`
	Band          *string  `ch:"band" json:"band"` // A to E; null: not distinguishable from its peers, or no value
	PeerGroup     string   `ch:"peer_group" json:"peer_group"`
	Reason        string   `ch:"reason" json:"reason"`
	MethodVersion uint32   `ch:"method_version" json:"method_version"`
	Detail        []string `ch:"detail" json:"detail"`
	ReportID      *string  `ch:"report_id" json:"report_id"`
	Total         uint64   `ch:"total" json:"-"`
}

// BandRow counts the agency-years of a band, or those without a value by reason.
type BandRow struct {
	Band     string `ch:"band" json:"band"` // A to E, none: not distinguishable, empty: no value
	Reason   string `ch:"reason" json:"reason"`
	Agencies uint64 `ch:"agencies" json:"agencies"`
}

// RateRow is one share of one agency-year with its place in the funnel of its peers.
type RateRow struct {
	AgencyID     string   `ch:"agency_id" json:"agency_id"`
	Name         string   `ch:"name" json:"name"`
	County       string   `ch:"county" json:"county"`
	FiscalYear   uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Rate         string   `ch:"rate" json:"rate"`
	X            int64    `ch:"x" json:"x"`
	N            int64    `ch:"n" json:"n"`
	Low          float64  `ch:"low" json:"low"` // of the 95 % Wilson interval
	High         float64  `ch:"high" json:"high"`
	PeerGroup    string   `ch:"peer_group" json:"peer_group"`
	Theta        *float64 `ch:"theta" json:"theta"`
	LimitLow95   *float64 `ch:"limit_low95" json:"limit_low95"`
	LimitHigh95  *float64 `ch:"limit_high95" json:"limit_high95"`
	LimitLow998  *float64 `ch:"limit_low998" json:"limit_low998"`
	LimitHigh998 *float64 `ch:"limit_high998" json:"limit_high998"`
	Phi          *float64 `ch:"phi" json:"phi"`
	Dispersed    uint8    `ch:"dispersed" json:"dispersed"`
	Flag         string   `ch:"flag" json:"flag"`
	Q            *float64 `ch:"q" json:"q"`
	ReportID     *string  `ch:"report_id" json:"report_id"`
	Total        uint64   `ch:"total" json:"-"`
}

// FunnelGroundRow is what a funnel is drawn on where agencies have so many cases.
type FunnelGroundRow struct {
	Cases        int64   `ch:"cases"`
	Theta        float64 `ch:"theta"`
	LimitLow95   float64 `ch:"limit_low95"`
	LimitHigh95  float64 `ch:"limit_high95"`
	LimitLow998  float64 `ch:"limit_low998"`
	LimitHigh998 float64 `ch:"limit_high998"`
	Dispersed    uint8   `ch:"dispersed"`
	Most         int64   `ch:"most"` // of the cases that are counted
	Agencies     uint64  `ch:"agencies"`
	Outside      uint64  `ch:"outside"`
}

// FunnelPointRow is an agency of a funnel: one that is drawn, or that stands among the first of its table.
type FunnelPointRow struct {
	AgencyID string `ch:"agency_id"`
	Name     string
	County   string
	X        int64   `ch:"x"`
	N        int64   `ch:"n"`
	Low      float64 `ch:"low"` // of the 95 % Wilson interval
	High     float64 `ch:"high"`
	Flag     string  `ch:"flag"`
	Own      uint8   `ch:"own"` // of the county that is picked out
	Drawn    uint8   `ch:"drawn"`
}

// RateGroupRow is how many agencies of a peer group have a share; without a name, those that have too few peers.
type RateGroupRow struct {
	PeerGroup string `ch:"peer_group" json:"peer_group"`
	Agencies  uint64 `ch:"agencies" json:"agencies"`
}

// TextPairRow is another report whose text is alike, with the passages that both share.
type TextPairRow struct {
	Which           string   `ch:"which" json:"which"`
	OtherReportID   string   `ch:"other_report_id" json:"other_report_id"`
	OtherAgencyID   string   `ch:"other_agency_id" json:"other_agency_id"`
	OtherAgency     string   `ch:"other_agency" json:"other_agency"`
	OtherFiscalYear uint16   `ch:"other_fiscal_year" json:"other_fiscal_year"`
	OtherURL        string   `ch:"other_url" json:"other_url"`
	Relation        string   `ch:"relation" json:"relation"`
	Kind            string   `ch:"kind" json:"kind"` // passage, common or unclear; never who copied
	Jaccard         float64  `ch:"jaccard" json:"jaccard"`
	BaselineLow     *float64 `ch:"baseline_low" json:"baseline_low"`
	BaselineHigh    *float64 `ch:"baseline_high" json:"baseline_high"`
	ReadingID       string   `ch:"reading_id" json:"reading_id"`
	OtherReadingID  string   `ch:"other_reading_id" json:"other_reading_id"`
	Offsets         []uint32 `ch:"offsets" json:"offsets"` // code points of the text of the report
	Lengths         []uint32 `ch:"lengths" json:"lengths"`
	OtherOffsets    []uint32 `ch:"other_offsets" json:"other_offsets"`
	OtherLengths    []uint32 `ch:"other_lengths" json:"other_lengths"`
	Texts           []string `ch:"texts" json:"texts"`
	OtherTexts      []string `ch:"other_texts" json:"other_texts"`
}
