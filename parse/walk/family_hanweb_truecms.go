package walk

import (
	"net/url"
	"strconv"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// trueCMS is Hanweb truecms: the pager of jcms, whose records come as the result of a JSON or JSONP
// answer of messageController/getMessage.do. Most servers give no more records at a time than
// the page itself asks for, 10 to 50.
var trueCMS = family{
	name:   "hanweb_truecms",
	marks:  []string{"messageController/getMessage.do"},
	pages:  trueCMSPages,
	asks:   pattern.MustCompile(`/messageController/getMessage\.do\?`),
	answer: trueCMSAnswer,
}

var (
	trueCMSProxy  = pattern.MustCompile(`["']([^"'\s]{0,200}/messageController/getMessage\.do)[^"']{0,200}["']`)
	trueCMSValues = valuesOf("columnId", "perPage")
)

func trueCMSPages(v *View) ([]disclosure.Request, bool) {
	m := trueCMSProxy.FindStringSubmatch(v.Source)
	column, known := firstValue(v.Source, trueCMSValues["columnId"])
	if m == nil || !known || column == "" {
		return genericPages(v)
	}
	u, ok := v.Resolve(m[1])
	if !ok {
		return nil, false
	}
	size, _ := firstValue(v.Source, trueCMSValues["perPage"])
	records, err := strconv.Atoi(size)
	if err != nil || records < 1 || records > perPage {
		records = 10
	}
	first := trueCMSRequest(u, url.Values{"columnId": {column}}, 1, records)
	first.First, v.loads = true, true
	return []disclosure.Request{first}, true
}

func trueCMSRequest(u *url.URL, form url.Values, start, records int) disclosure.Request {
	form.Set("startrecord", strconv.Itoa(start))
	form.Set("endrecord", strconv.Itoa(start+records-1))
	form.Set("perpage", strconv.Itoa(records))
	to := *u
	to.RawQuery = form.Encode()
	return get(&to)
}

func trueCMSAnswer(a *answer) disclosure.Page {
	var fields struct {
		Result string `json:"result"`
	}
	a.into(&fields)
	doc, err := tree.New("")
	if err != nil {
		return disclosure.Page{}
	}
	return New(a.Address, fields.Result, doc).records(disclosure.Page{}, trueCMSRequest)
}
