package dashboards

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"gongkai/disclosure"
)

// A language of the pages. Chinese is the first: it has no mark in an address.
type tongue string

const (
	chinese tongue = "zh"
	english tongue = "en"
)

var tongues = []tongue{chinese, english}

// tag is the language's BCP 47 name, as html lang wants it.
func (l tongue) tag() string {
	if l == english {
		return "en"
	}
	return "zh-Hans"
}

//go:embed messages/*.tsv
var messageFiles embed.FS

// text is one line of messages/*.tsv: a key and what it says in both languages.
type text struct{ key, zh, en string }

// texts reads messages/*.tsv, a file a topic: three columns, empty lines and lines that start
// with # aside.
var texts = sync.OnceValue(func() []text {
	var all []text
	files, _ := fs.Glob(messageFiles, "messages/*.tsv")
	for _, name := range files {
		body, _ := messageFiles.ReadFile(name) // embedded
		for line := range strings.Lines(string(body)) {
			line = strings.TrimRight(line, "\r\n")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, rest, _ := strings.Cut(line, "\t")
			zh, en, _ := strings.Cut(rest, "\t")
			all = append(all, text{key, zh, en})
		}
	}
	return all
})

var known = sync.OnceValue(func() map[string]bool {
	keys := map[string]bool{}
	for _, t := range texts() {
		keys[t.key] = true
	}
	return keys
})

var printers = sync.OnceValue(func() map[tongue]*message.Printer {
	b := catalog.NewBuilder(catalog.Fallback(language.Chinese))
	for _, t := range texts() {
		for tag, s := range map[language.Tag]string{language.Chinese: t.zh, language.English: t.en} {
			if err := b.Set(tag, t.key, inflected(s)...); err != nil {
				panic(fmt.Sprintf("messages: %s: %v", t.key, err)) // embedded, held by a test
			}
		}
	}
	return map[tongue]*message.Printer{
		chinese: message.NewPrinter(language.Chinese, message.Catalog(b)),
		english: message.NewPrinter(language.English, message.Catalog(b)),
	}
})

// numbered is where a text says one word for one and another for more: {2:sentence|sentences} follows the
// second value.
var numbered = regexp.MustCompile(`\{([1-9]):([^|{}]*)\|([^{}]*)\}`)

// inflected makes of a text what the catalogue chooses the words from.
func inflected(text string) []catalog.Message {
	var all []catalog.Message
	text = numbered.ReplaceAllStringFunc(text, func(found string) string {
		m := numbered.FindStringSubmatch(found)
		name := fmt.Sprintf("n%d", len(all))
		all = append(all, catalog.Var(name, plural.Selectf(int(m[1][0]-'0'), "%d", plural.One, m[2], plural.Other, m[3])))
		return "${" + name + "}"
	})
	return append(all, catalog.String(text))
}

// say returns the message in the language, its verbs filled; numbers are grouped. Years are no
// quantities: they are given as text.
func (l tongue) say(key string, args ...any) string {
	return printers()[l].Sprintf(message.Key(key, key), args...)
}

// word returns the message prefix.code where there is one, else the code itself: the codes
// of the data are open, a new one must not break a page.
func (l tongue) word(prefix, code string) string {
	if key := prefix + "." + code; known()[key] {
		return l.say(key)
	}
	return code
}

// count writes a number with its digits grouped, exactly; unknown is a dash.
func (l tongue) count(v any) string {
	switch v := v.(type) {
	case Decimal:
		if !v.Known() {
			return "—"
		}
		sign, s := "", v.String()
		if s[0] == '-' {
			sign, s = "−", s[1:]
		}
		whole, fraction, point := strings.Cut(s, ".")
		grouped := group(whole)
		if point {
			return sign + grouped + "." + fraction
		}
		return sign + grouped
	case *int64:
		if v == nil {
			return "—"
		}
		return l.count(*v)
	}
	return printers()[l].Sprint(v)
}

// group puts a comma before every third digit from the right.
func group(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// indicator returns the label of a figure of a form: the catalogue's, in the language.
func (l tongue) indicator(form, indicator, applicant string) string {
	line, ok := disclosure.FindIndicator(disclosure.Form(form), disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(applicant)})
	if !ok {
		return indicator
	}
	label := line.LabelEN
	if l == chinese {
		label = line.RowLabel
		if line.Table == "table_2" || line.Table == "table_4" {
			label = lastPart(line.Section) + " " + line.RowLabel + " " + line.ColumnLabel
		}
		if line.Table == "table_4" {
			label = lastPart(line.Section) + "：" + line.ColumnLabel
		}
	}
	if applicant != "" {
		label += l.say("join.applicant", l.word("applicant", applicant))
	}
	return label
}

// lastPart returns what follows the last slash of a catalogue path.
func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
