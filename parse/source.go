package parse

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/charset"
	"gongkai/parse/office"
	"gongkai/parse/pdf"
	"gongkai/parse/tree"
)

// source is a document that could be opened. Whatever its format, it is a tree or a text from
// here on.
type source struct {
	in       Input  // the document, or the member of an archive that holds the report
	media    string // of in
	charset  string // "" where the format has none
	text     string // of a page as it was received, decoded; "" where the format is no text
	parse    func(text string) (*tree.Document, error)
	doc      *tree.Document
	others   []string           // other documents of the same archive
	stopped  error              // why the tree is not the whole document, nil where it is
	unread   []gap              // pages that the tree shows and nobody can read, or not for certain, members of the archive that belong to it
	notes    []gap              // what else is there, which is no part of the report
	guessed  []int              // pages whose text a machine recognised
	untitled disclosure.Outcome // of a document whose title nobody can read, "" where the first page is read
}

// whole tells whether the tree is all of the document, and all of it can be read.
func (s source) whole() bool { return s.stopped == nil && len(s.unread) == 0 }

// refusal says why a document could not be opened, or why it is none.
type refusal struct {
	outcome disclosure.Outcome
	message string
	media   string
}

func (r *refusal) Error() string { return r.message }

// load opens a document to be read. Its errors are *refusal.
func load(in Input) (source, error) { return loadWith(in, tree.New) }

// loadWith opens a document, a page by the given parser.
func loadWith(in Input, page func(text string) (*tree.Document, error)) (source, error) {
	s := source{in: in, media: mediaType(in), parse: page}
	refuse := func(outcome disclosure.Outcome, message string) (source, error) {
		return s, &refusal{outcome, message, s.media}
	}
	if len(in.Body) == 0 {
		return refuse(disclosure.OutcomeBroken, "文件为空")
	}
	switch s.media {
	case mediaHTML, mediaText, mediaXML:
		if isArchivedPage(in.Body) {
			return s.office()
		}
		return s.page()
	case mediaPDF:
		return s.drawn("PDF", pdf.Read)
	}
	kind := office.Detect(in.Body)
	s.media = mediaOf(kind, s.media)
	switch {
	case kind == office.ZIP:
		return s.archive()
	case kind.Readable():
		return s.office()
	case kind == office.OFD:
		return s.drawn("OFD", pdf.ReadOFD)
	case kind == office.HTML || kind == office.Text:
		s.media = mediaHTML
		return s.page()
	case kind == office.Encrypted:
		return refuse(disclosure.OutcomeUnsupported, "文件设有密码，无法读取")
	case kind == office.Damaged:
		return refuse(disclosure.OutcomeBroken, "文件已损坏，无法打开")
	case kind == office.Image:
		return refuse(disclosure.OutcomeImageOnly, "文件是图片，未读取")
	}
	return refuse(disclosure.OutcomeUnsupported, fmt.Sprintf("尚不能读取这种格式：%s", s.media))
}

// page opens a page or a text.
func (s source) page() (source, error) {
	in := s.in
	if label := Challenge(in.Status, in.Header, in.Body); label != "" {
		return s, &refusal{disclosure.OutcomeBlocked, fmt.Sprintf("网站返回的是访问验证页（%s），不是文件", label), s.media}
	}
	d, ok := charset.Decode(in.Body, in.ContentType)
	s.charset, s.text = d.Charset, d.Text
	if !ok {
		return s, &refusal{disclosure.OutcomeBroken, "不能确定文字编码", s.media}
	}
	if s.media == mediaXML {
		if kind := office.Detect(in.Body); kind.Readable() {
			s.media, s.charset, s.text = mediaOf(kind, s.media), "", ""
			return s.office()
		}
	}
	if s.media != mediaHTML {
		s.doc = tree.Text(d.Text)
		return s, nil
	}
	var err error
	if s.doc, err = s.parse(d.Text); err != nil {
		return s, &refusal{disclosure.OutcomeBroken, "网页嵌套过深，无法解析", s.media}
	}
	return s, nil
}

// isArchivedPage tells pages in the MIME format of mail, which Word and Excel save, by their
// first bytes: those of a page begin with a tag.
func isArchivedPage(body []byte) bool {
	head := bytes.TrimLeft(body[:min(len(body), 4096)], "\xEF\xBB\xBF \t\r\n")
	return len(head) > 0 && head[0] != '<' && bytes.Contains(bytes.ToLower(head), []byte("mime-version:")) && office.Detect(body) == office.WebArchive
}

func (s source) office() (source, error) {
	s.media = mediaOf(office.Detect(s.in.Body), s.media)
	tree, err := office.Read(s.in.Body, office.Limits{})
	switch {
	case tree == nil && errors.Is(err, office.ErrEncrypted):
		return s, &refusal{disclosure.OutcomeUnsupported, "文件设有密码，无法读取", s.media}
	case tree == nil:
		return s, &refusal{disclosure.OutcomeBroken, fmt.Sprintf("文件无法读取：%v", inChinese(err)), s.media}
	}
	hideRows(tree)
	return s.tree(tree, inChinese(err)), nil
}

// hideRows marks what an office program does not show as HTML marks it. Hidden sheets are read
// where the workbook shows none.
func hideRows(tree *html.Node) {
	parts := hiddenRows
	if shownSheet.MatchFirst(tree) != nil {
		parts = hiddenParts
	}
	for _, n := range parts.MatchAll(tree) {
		n.Attr = append(n.Attr, html.Attribute{Key: "hidden"})
	}
}

var (
	hiddenRows  = cascadia.MustCompile("tr.hidden, td.hidden")
	hiddenParts = cascadia.MustCompile("tr.hidden, td.hidden, section.hidden tr")
	shownSheet  = cascadia.MustCompile("section[data-sheet]:not(.hidden) table")
)

func (s source) tree(root *html.Node, stopped error) source {
	s.doc, s.stopped = tree.Of(root), stopped
	s.doc.Container = s.doc.Body // a file has no menus around its text, and its pages are no parts of a page
	return s
}

// mediaOf names a kind of office files, or keeps the name that the bytes had.
func mediaOf(kind office.Kind, media string) string {
	if m, ok := officeMedia[kind]; ok {
		return m
	}
	return media
}

var officeMedia = map[office.Kind]string{
	office.DOCX:           "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	office.XLSX:           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	office.DOC:            "application/msword",
	office.XLS:            "application/vnd.ms-excel",
	office.RTF:            "application/rtf",
	office.WordXML:        "application/msword",
	office.SpreadsheetXML: "application/vnd.ms-excel",
	office.WebArchive:     "multipart/related",
	office.ZIP:            "application/zip",
	office.OFD:            "application/ofd",
	office.ODT:            "application/vnd.oasis.opendocument.text",
	office.ODS:            "application/vnd.oasis.opendocument.spreadsheet",
	office.RAR:            "application/vnd.rar",
	office.SevenZip:       "application/x-7z-compressed",
}
