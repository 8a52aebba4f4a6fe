package dashboards

import (
	"fmt"
	"net/http"
	"reflect"

	"gongkai/disclosure"
)

// draftAPI is where programs try a draft.
const draftAPI = "/api/v1/check"

// draftAnswer is an opinion as JSON.
type draftAnswer struct {
	Broken int                `json:"broken"` // faults that are neither hints nor doubts about our reading
	Faults []draftFaultAnswer `json:"faults"`
	Moved  []draftMoveAnswer  `json:"moved"`  // counts beside those of the year before, empty without it
	Before *draftBefore       `json:"before"` // the report of the year before, null without it
	Report disclosure.Report  `json:"report"` // what was read, as gongkai parse --json prints it
}

type draftFaultAnswer struct {
	disclosure.Finding
	TitleZH string               `json:"title_zh"`
	TitleEN string               `json:"title_en"`
	Source  string               `json:"source"` // what the rule rests on
	Cells   []draftCellAnswer    `json:"cells"`
	Causes  []disclosure.Finding `json:"causes"`
}

type draftCellAnswer struct {
	disclosure.Operand
	Label  string            `json:"label"`
	Column string            `json:"column"`
	Raw    string            `json:"raw"`
	Where  *disclosure.Place `json:"where"`
	Year   int               `json:"year"`
}

type draftMoveAnswer struct {
	Indicator string               `json:"indicator"`
	Applicant disclosure.Applicant `json:"applicant"`
	Label     string               `json:"label"`
	Before    *disclosure.Number   `json:"before"`
	Now       *disclosure.Number   `json:"now"`
	Jump      bool                 `json:"jump"`
}

type draftBefore struct {
	Agency     *string `json:"agency"`
	FiscalYear *int    `json:"fiscal_year"`
	SHA256     string  `json:"sha256"`
}

// checkAPI answers a program that tries a draft.
func (s *server) checkAPI(w http.ResponseWriter, r *http.Request) {
	o, err := s.tried(w, r)
	if err != nil {
		s.fail(w, r, s.refused(r.Context(), spoken(r), err))
		return
	}
	writeJSON(w, http.StatusOK, answerOf(o))
}

func answerOf(o *Opinion) draftAnswer {
	a := draftAnswer{Broken: o.Broken(), Faults: []draftFaultAnswer{}, Moved: []draftMoveAnswer{}, Report: *o.Report}
	for _, f := range o.Faults {
		rule, _ := disclosure.RuleByID(f.Rule)
		fault := draftFaultAnswer{Finding: f.Finding, TitleZH: rule.TitleZH, TitleEN: rule.TitleEN, Source: rule.Source, Cells: []draftCellAnswer{}, Causes: append([]disclosure.Finding{}, f.Causes...)}
		for _, c := range f.Cells {
			fault.Cells = append(fault.Cells, draftCellAnswer(c))
		}
		a.Faults = append(a.Faults, fault)
	}
	for _, m := range o.Moved {
		a.Moved = append(a.Moved, draftMoveAnswer(m))
	}
	if o.Before != nil {
		a.Before = &draftBefore{o.Before.Agency, o.Before.FiscalYear, o.Before.SHA256}
	}
	return a
}

// checkOperation describes it for the OpenAPI document.
func checkOperation() object {
	file := object{"type": "string", "format": "binary"}
	responses := object{"200": object{"description": "what would be found; nothing of the upload is kept",
		"headers": object{"Cache-Control": header("no-store")},
		"content": object{"application/json": object{"schema": schemaOf(reflect.TypeFor[draftAnswer]())}}}}
	for status := range problems() {
		if status != "404" {
			responses[status] = object{"$ref": "#/components/responses/" + status}
		}
	}
	for status, says := range map[string]string{"403": "a page of another site sent it", "413": "the upload is too large", "422": "it cannot be read as a report, or cannot be compared with the other one"} {
		responses[status] = object{"description": says, "content": object{"application/problem+json": object{"schema": object{"$ref": "#/components/schemas/problem"}}}}
	}
	return object{"operationId": "check", "summary": "What would be found in a report before it is published; nothing is stored", "responses": responses,
		"requestBody": object{"required": true, "description": fmt.Sprintf("HTML, text, PDF, OFD, Word, Excel, RTF or ZIP, %d MB together", DraftBytes>>20), "content": object{"multipart/form-data": object{"schema": object{
			"type": "object", "required": []string{"draft"}, "additionalProperties": false, "properties": object{
				"draft":           withDescription(file, "the draft"),
				"before":          withDescription(file, "the agency's own report of the year before"),
				"before_archived": object{"type": "string", "maxLength": draftText, "description": "instead of before: the archived report of the year before, by its report_id, its agency_id or the agency's name"},
			}}}}},
	}
}

func withDescription(schema object, says string) object {
	return object{"type": schema["type"], "format": schema["format"], "description": says}
}
