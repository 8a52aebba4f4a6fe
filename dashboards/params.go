package dashboards

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"gongkai/disclosure/pattern"
)

// fault is an error that the reader can mend or should know: it carries the status and the
// message key of its sentence.
type fault struct {
	status int
	key    string
	args   []any
}

func (f fault) Error() string { return chinese.say(f.key, f.args...) }

func notFound(key string, args ...any) error { return fault{http.StatusNotFound, key, args} }

func badRequest(key string, args ...any) error { return fault{http.StatusBadRequest, key, args} }

var (
	countyPattern   = regexp.MustCompile(`^(unknown|[0-9A-Z]{6}|[0-9]{4}|[0-9]{2})$`)
	rulePattern     = regexp.MustCompile(`^[A-Z][0-9]{3}$`)
	tablePattern    = regexp.MustCompile(`^[a-z][a-z0-9_]{0,60}$`)
	fieldsPattern   = regexp.MustCompile(`^[a-z0-9_]+(,[a-z0-9_]+)*$`)
	idPattern       = pattern.UpTo(200, `^[\p{L}\p{N}_.()（）·-]+$`)
	blamePattern    = regexp.MustCompile(`^(agency|parser|unclear)$`)
	severityPattern = regexp.MustCompile(`^(error|warning|info)$`)
	standingPattern = regexp.MustCompile(`^(same|renumbered|merged|split|doubled|unknown)$`)
	figurePattern   = regexp.MustCompile(`^[a-z0-9_]{1,80}(\.[a-z_]{1,40})?$`)
)

// maxQuery bounds the text that is searched for, in bytes.
const maxQuery = 120

// expression is of package regexp or of ours.
type expression interface {
	MatchString(string) bool
	String() string
}

// text returns the parameter where it matches the pattern, "" where it is not given.
func param(q url.Values, name string, pattern expression) (string, error) {
	v := q.Get(name)
	if v != "" && !pattern.MatchString(v) {
		return "", badRequest("error.parameter", name)
	}
	return v, nil
}

// year returns the fiscal year, 0 where it is not given.
func year(q url.Values) (uint16, error) {
	v := q.Get("year")
	if v == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(v, 10, 16)
	if err != nil || n < 2008 || n > 2200 { // the first year of the Regulation
		return 0, badRequest("error.parameter", "year")
	}
	return uint16(n), nil
}

// whole returns a number between least and most, or what stands in where it is not given.
func whole(q url.Values, name string, least, most, standing uint32) (uint32, error) {
	v := q.Get(name)
	if v == "" {
		return standing, nil
	}
	n, err := strconv.ParseUint(v, 10, 32)
	if err != nil || uint32(n) < least || uint32(n) > most {
		return 0, badRequest("error.parameter", name)
	}
	return uint32(n), nil
}

// languageOf returns the language of the address; an unknown one is Chinese.
func languageOf(r *http.Request) tongue {
	if r.URL.Query().Get("lang") == string(english) {
		return english
	}
	return chinese
}

// spoken is the language of an API's sentences: its addresses have none, programs say it in
// their header.
func spoken(r *http.Request) tongue {
	if tag, _ := language.MatchStrings(spokenTongues, r.Header.Get("Accept-Language")); strings.HasPrefix(tag.String(), string(english)) {
		return english
	}
	return chinese
}

var spokenTongues = language.NewMatcher([]language.Tag{language.Chinese, language.English})

// address builds a local address from a path and pairs of names and values; pairs with an
// empty or zero value are left out.
func address(l tongue, path string, pairs ...any) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := fmt.Sprint(pairs[i+1]); v != "" && v != "0" {
			q.Set(fmt.Sprint(pairs[i]), v)
		}
	}
	if l == english {
		q.Set("lang", string(english))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// place returns the path of one thing: its id may hold Chinese characters.
func place(prefix, id string) string { return prefix + url.PathEscape(id) }
