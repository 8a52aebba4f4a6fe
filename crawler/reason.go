package crawler

import (
	"regexp"
	"strings"
	"sync"

	"gongkai/disclosure"
)

// reasonWords are the sentences that say why a list is not complete and what an operator should
// know, with a code each. What a sentence fills in stands as #, a number, or as *, any text. What
// a page says of itself (Page.Doubt) is among them: it may come as "… leads to: DOUBT" and as
// "DOUBT: ADDRESS", and then the address is the last argument.
var reasonWords = []struct{ code, words string }{
	{"frame", "it stands in a frame of a host that is not the site's: *"},
	{"page_elsewhere", "a further page is not on a host of the site: *"},
	{"page_limit", "the list goes on after # pages, which is the limit"},
	{"page_shared", "a further page is one of another list's, or was not had: *"},
	{"documents_lost", "# of the # documents that it names could not be had"},
	{"counts_items", "it counts # items, and its pages name #"},
	{"counts_pages", "it counts # pages, and # were found"},
	{"no_report_called", "none of the # documents that it names is called a report"},
	{"no_report", "it names no report"},
	{"slipped", "a further page names again what an earlier one named, so the list changed while it was walked"},
	{"repeats", "a further page repeats the first one"},
	{"nothing_new", "a further page names nothing new"},
	{"named_before", "a further page names only what others named"},
	{"something_else", "a further page is one of something else"},
	{"something_else", "a further page shows something else"},
	{"end_unsure", "a further page shows nothing of the list, and the one before was full"},
	{"end_unsure", "a further page repeats the one before, which was full"},
	{"count_changed", "it counts # items, and # on the page before, so it changed while it was walked"},

	{"pager", "its pager is not understood"},
	{"too_many_links", "it has too many links"},
	{"gone", disclosure.DoubtGone},
	{"shell", disclosure.DoubtShell},
	{"error_page", "the page shows an error, with status 200"},
	{"empty", "it names no document"},
	{"pager_script", "a pager that only a script can turn"},
	{"pager_script", "a place for a pager that a script fills"},
	{"pager_script", "a choice of pages that only a script can turn"},
	{"pager_script", "a pager without addresses"},
	{"pager_script", "numbers of pages that only a script can turn"},
	{"years_script", "years that only a script can show"},
	{"pager", "it has more than one pager"},
	{"pager", "more parts of pagers than can be looked at"},
	{"pager", "more numbers than pagers print"},
	{"pager_form", "a pager that posts more than is sent"},
	{"loads_more", "a script may load more of it"},
	{"loads_more", "a tree of agencies that a script loads"},
	{"pages_unlinked", "it prints # pages, and no link leads to them"},
	{"pages_unlinked", "a script counts # pages, and no link leads to them"},
	{"script_unclear", "its script does not say what to ask for"},
	{"script_unclear", "what was asked for is not known"},
	{"uncounted", "it does not say how many there are"},
	{"uncounted", "an answer does not say how many records there are"},
	{"records_few", "an answer holds # records, and # are there"},
	{"records_cut", "an answer holds # records of the # that were asked for, and more are there"},
	{"piece", "the piece of a page that it holds can't be read"},
	{"piece", "an entry that its script shows can't be read"},
	{"piece", "an entry of it can't be read"},
	{"more_than_counted", "an answer holds more records than it counts"},
	{"search", "the search that it shows is not bound to its column"},
	{"not_asked_for", "it is not what a list's script asks for"},
	{"item_without_address", "an item of it has no address"},
	{"entry_unread", "an entry of it can't be read"},
	{"entry_unread", "an entry that its script shows can't be read"},
	{"more_than_counted", "it names more entries than it counts"},

	{"hold_stop", "the host answered # and asked for a stop of *"},
	{"hold_silent", "the host answered # and named no time"},

	{"no_list", "no list of annual reports was found: name its column in start"},
	{"alien", "the home page says that it is the site *, and * is another division: check division_code"},
	{"lists_partial", "# of # lists not walked to their end"},
	{"left_out_pages", "# addresses left out: more than the limit of addresses for one crawl"},
	{"left_out_depth", "# addresses left out: too many steps from the home page"},
	{"left_out_bytes", "# addresses left out: the site's budget of # MB a crawl is used up"},
	{"left_out_time", "# addresses left out: the site's budget of * a crawl is used up"},
	{"strays", "# links lead to other hosts (*): add to hosts what belongs to the site"},
}

type reasonForm struct {
	code string
	form *regexp.Regexp
}

var reasonForms = sync.OnceValue(func() []reasonForm {
	all := make([]reasonForm, 0, len(reasonWords))
	for _, r := range reasonWords {
		form := regexp.QuoteMeta(r.words)
		form = strings.ReplaceAll(strings.ReplaceAll(form, `\*`, `(.+)`), "#", `(\d+)`)
		all = append(all, reasonForm{r.code, regexp.MustCompile(`(?s)^` + form + `$`)})
	}
	return all
})

var (
	doubtOfPages = regexp.MustCompile(`(?s)^the list is not wholly on the pages that (\S+) leads to: (.+)$`)
	doubtOfPage  = regexp.MustCompile(`(?s)^(.+): (https?://\S+)$`)
)

// reasonOf is a sentence as a code and what fills it.
func reasonOf(sentence string) disclosure.Reason {
	if sentence == "" {
		return disclosure.Reason{}
	}
	if r, ok := reasonIn(sentence); ok {
		return r
	}
	if m := doubtOfPages.FindStringSubmatch(sentence); m != nil {
		if r, ok := reasonIn(m[2]); ok {
			return disclosure.Reason{Code: r.Code, Args: append(r.Args, m[1])}
		}
	}
	if m := doubtOfPage.FindStringSubmatch(sentence); m != nil {
		if r, ok := reasonIn(m[1]); ok {
			return disclosure.Reason{Code: r.Code, Args: append(r.Args, m[2])}
		}
	}
	return disclosure.Reason{Code: disclosure.ReasonOther, Args: []string{sentence}}
}

func reasonIn(sentence string) (disclosure.Reason, bool) {
	for _, f := range reasonForms() {
		if m := f.form.FindStringSubmatch(sentence); m != nil {
			return disclosure.Reason{Code: f.code, Args: m[1:]}, true
		}
	}
	return disclosure.Reason{}, false
}

// lostReason is why a page that was asked for is not there: that its host is left alone, or else
// what notHadReason says.
func lostReason(code string, c disclosure.Capture) disclosure.Reason {
	if m := heldWords.FindStringSubmatch(c.Error); m != nil {
		return disclosure.Reason{Code: "held", Args: []string{"failure." + string(c.Failure), m[1], m[2], c.URL}}
	}
	return notHadReason(code, c.URL, c.Failure)
}

// heldWords are the end of what a heldError says.
var heldWords = regexp.MustCompile(`; not asked since ([\d :-]+) and not before ([\d :-]+) UTC$`)

// holdReason is why a host is left alone, where its sentence has no code of its own: the challenge
// that it showed, or what kept its robots.txt from coming.
func holdReason(h disclosure.Hold) disclosure.Reason {
	if r, ok := reasonIn(h.Why); ok {
		return r
	}
	switch h.Failure {
	case disclosure.FailureChallenge:
		return disclosure.Reason{Code: h.Why} // the sign's label
	case disclosure.FailureRobots:
		return disclosure.Reason{Code: "hold_robots_failed"}
	}
	return disclosure.Reason{Code: "hold_robots_silent"}
}

// notHadReason is the class of a failure, as a reason.
func notHadReason(code, address string, failure disclosure.Failure) disclosure.Reason {
	if failure == "" {
		failure = disclosure.FailureUnknown
	}
	return disclosure.Reason{Code: code, Args: []string{"failure." + string(failure), address}}
}
