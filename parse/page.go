package parse

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"io"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/charset"
	"gongkai/parse/origin"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

// newView is a document as its readers take it.
func newView(in Input, source string, doc *tree.Document) *origin.Page {
	v := &origin.Page{View: walk.New(in.URL, source, doc), ListDate: in.ListDate, Division: in.Division}
	v.Words = in.Title
	return v
}

// Page says what a page is in a walk and where the walk goes on from it: the column of
// annual reports, the departments' columns, the reports of a list, the further pages of the
// list, the attachments of a report. It reads no figures.
func Page(in Input) disclosure.Page {
	page := pageOf(in)
	page.Reports = walk.ReportsIn(page.Links)
	if page.Role == disclosure.RoleList && !page.Complete {
		page.Doubt = cmp.Or(page.Doubt, "it is nothing that can be looked into")
	}
	return page
}

func pageOf(in Input) disclosure.Page {
	page := disclosure.Page{Family: "generic", Role: in.Role}
	if in.URL == "" || Challenge(in.Status, in.Header, in.Body) != "" {
		return page
	}
	if in.Role != disclosure.RoleSearch && walk.MayAnswer(in.URL) {
		if answer, ok := answerOf(in); ok {
			return answer
		}
		in.Role = disclosure.RoleList
		return walk.NoAnswer(readable(in, page))
	}
	return readable(in, page)
}

// readable reads what is no answer to a script.
func readable(in Input, page disclosure.Page) disclosure.Page {
	media := mediaType(in)
	if media == mediaGzip && in.Role == disclosure.RoleColumn {
		if text, ok := unpacked(in.Body); ok && walk.IsSitemap(text) {
			return walk.Sitemap(in.URL, text)
		}
	}
	if media != mediaHTML && media != mediaXML {
		return page
	}
	d, ok := charset.Decode(in.Body, in.ContentType)
	if !ok {
		return page
	}
	if in.Role != disclosure.RoleSearch && walk.IsRecords(d.Text) {
		return walk.Records(in.URL, d.Text)
	}
	if media == mediaXML && walk.IsSitemap(d.Text) {
		return walk.Sitemap(in.URL, d.Text)
	}
	if in.Role == disclosure.RoleReport {
		if leaf, ok := walk.Leaf(in.URL, d.Text); ok {
			return leaf
		}
	}
	return branch(in, d, page)
}

// mostUnpacked bounds a sitemap that comes compressed.
const mostUnpacked = 16 << 20

// unpacked is the text of a compressed file, as far as it is not too long.
func unpacked(body []byte) (string, bool) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return "", false
	}
	text, err := io.ReadAll(io.LimitReader(z, mostUnpacked+1))
	return string(text), err == nil && len(text) <= mostUnpacked
}

// branch asks the page's tree where it leads.
func branch(in Input, d charset.Decoded, page disclosure.Page) disclosure.Page {
	doc, err := tree.New(d.Text)
	if err != nil {
		return page
	}
	v := walk.New(in.URL, d.Text, doc)
	v.Expected, v.Words, v.Charset = in.Role, in.Title, d.Charset
	return walk.Read(v)
}

// answerOf reads what the script of a list asks for, where it comes as JSON or as records. What was
// asked for by POST stands behind the address of the capture.
func answerOf(in Input) (disclosure.Page, bool) {
	d, ok := charset.Decode(in.Body, in.ContentType)
	if !ok {
		return disclosure.Page{}, false
	}
	if walk.IsRecords(d.Text) {
		return walk.Records(in.URL, d.Text), true
	}
	_, asked, _ := strings.Cut(in.Source, "#post:")
	return walk.Answer(in.URL, asked, d.Text)
}
