package outcome

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// documents are the links to documents that stand in the judged text.
func (j Judgement) documents() []*html.Node {
	if len(j.Lines) == 0 {
		return nil
	}
	return j.Page.Doc.DocumentLinks(tree.Run{Start: j.Lines[0].Start, End: endOf(j.Lines[len(j.Lines)-1])})
}

// offers reports whether a line links to a document.
func (j Judgement) offers(l tree.Line) bool {
	return len(j.Page.Doc.DocumentLinks(tree.Run{Start: l.Start, End: endOf(l)})) > 0
}

func endOf(l tree.Line) int {
	all := l.Span(0, len(l.Fold.Text))
	return all.Offset + all.Length
}

// isOffered reports whether the text is no more than links to documents that are the report: the
// words beside them are too few for one and name no report of anybody else.
func (j Judgement) isOffered(text substance) bool {
	return j.Titled && text.isEmpty() && !text.news && len(j.documents()) > 0 && !j.offersOthers() && !j.namesOthers()
}

// isOfferedBelowBox reports whether the text below one agency's title is a box, a sentence and the
// documents: it has neither a chapter nor a figure.
func (j Judgement) isOfferedBelowBox(text substance) bool {
	return naming.IsTitle(j.Title, true) && text.kinds == 0 && !text.news && !text.rules && text.length < 2*LeastReport &&
		len(j.documents()) > 0 && j.stated(j.Lines) == 0
}

// offersOthers reports whether the documents, of the text or else of the page, are those of
// several agencies that the title does not name: a list then, whatever it is called.
func (j Judgement) offersOthers() bool {
	own := disclosure.NameInTitle(j.Title)
	offered := j.documents()
	if len(offered) == 0 {
		offered = j.Page.Doc.DocumentLinks(tree.Run{End: len(j.Page.Doc.Flow.Runes)})
	}
	others := map[string]bool{}
	for _, a := range offered {
		if name := agencyOf(tree.TextOf(a)); name != "" && !isSameName(own, name) {
			others[name] = true
		}
	}
	return own != "" && len(others) >= 2
}

// isSameName reports whether two names differ by no more than the place before them or the kind of
// office behind them: 康乐街道, 晴岚县康乐街道, 康乐街道办事处.
func isSameName(a, b string) bool {
	rest, ok := strings.CutPrefix(b, a)
	return strings.Contains(a, b) || strings.HasSuffix(b, a) || ok && ofOffice.MatchString(rest)
}

var ofOffice = pattern.MustCompile(`^(?:(?:人民)?政府)?(?:办|办公室|办事处|管委会|管理委员会)?$`)

// namesOthers reports whether a line is the title of another report.
func (j Judgement) namesOthers() bool {
	own := disclosure.NameInTitle(j.Title)
	return slices.ContainsFunc(j.Lines, func(l tree.Line) bool {
		name := documentName(l.Fold.Text)
		return naming.IsTitle(name, true) && !isSameName(own, disclosure.NameInTitle(name))
	})
}

// agencyOf is the agency that the words of a link to a document name: as the title of a report,
// as a short one (某局2022年年报), or alone; "" where they name none.
func agencyOf(words string) string {
	name := documentName(words)
	if naming.Agency.MatchString(name) {
		return name
	}
	if m := shortTitle.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return disclosure.NameInTitle(name)
}

// documentName is the name of a document without its number in a list and its ending.
func documentName(words string) string {
	return documentEnding.ReplaceAllString(documentNumber.ReplaceAllString(disclosure.FoldName(words), ""), "")
}

var (
	documentNumber = pattern.MustCompile(`^(?:附件)?\(?\d{0,2}\)?[.、:]`)
	documentEnding = pattern.MustCompile(`(?i)\.(?:pdf|ofd|docx?|xlsx?|wps|et|rtf|zip|rar)$`)
	shortTitle     = pattern.MustCompile(`^(\p{Han}{2,26}?(?:局|委员会|委|办公室|府|处|镇|乡|街道|中心|大队|分局))(?:(?:19|20)\d\d年?度?)(?:年报|年度报告|报告)$`)
)
