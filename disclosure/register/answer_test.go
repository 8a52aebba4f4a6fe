package register

import (
	"testing"

	"gongkai/disclosure"
)

// An answer stands before what the list says, stays when a list is handed in that does not speak of
// the name, and registers no agency.
func TestAnswers(t *testing.T) {
	unknown := disclosure.Agency{ID: "unresolved-甲", Name: "甲"}
	finance := disclosure.Agency{ID: "361022-finance", Name: "黎川县财政局", DivisionCode: "361022", Family: disclosure.FamilyFinance}
	health := Agency{Agency: disclosure.Agency{ID: "361022-health", Name: "黎川县卫生健康委员会"}}
	list := County{Agencies: []Agency{health}, Names: map[string]string{unknown.ID: health.ID}}
	silent := County{Names: map[string]string{"unresolved-乙": ""}}
	answered := County{}.With(Answer{Named: unknown.ID, Agency: &finance})
	for name, c := range map[string]struct {
		county County
		want   string
	}{
		"no word":                 {County{}, unknown.ID},
		"the list's":              {list, health.ID},
		"answered":                {answered, finance.ID},
		"answered after the list": {list.With(Answer{Named: unknown.ID, Agency: &finance}), finance.ID},
		"answered that it is none, after the list": {list.With(Answer{Named: unknown.ID}), unknown.ID},
		"answered twice":                 {answered.With(Answer{Named: unknown.ID, Agency: &health.Agency}), health.ID},
		"taken back":                     {answered.With(Answer{Named: unknown.ID, Withdrawn: true}), unknown.ID},
		"taken back, the list stands":    {list.With(Answer{Named: unknown.ID}).With(Answer{Named: unknown.ID, Withdrawn: true}), health.ID},
		"a list that is silent about it": {silent.Keeping(&answered), finance.ID},
		"a list that says otherwise":     {list.Keeping(&answered), health.ID},
		"a first list":                   {silent.Keeping(nil), unknown.ID},
	} {
		text, err := c.county.JSON()
		if err != nil {
			t.Fatal(err)
		}
		kept, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := kept.Means(unknown); got.ID != c.want {
			t.Errorf("%s: %s, want %s", name, got.ID, c.want)
		}
		if _, ok := kept.Find(finance.ID); ok {
			t.Errorf("%s: the answer registers %s", name, finance.ID)
		}
	}
	if n := len(answered.With(Answer{Named: unknown.ID}).Answers); n != 1 {
		t.Errorf("%d answers to one name", n)
	}
}
