package parse

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/pdf"
	"gongkai/parse/tree"
)

// gap is a part of a document that is there and could not be read.
type gap struct {
	rule    string
	message string
}

// errDamaged says that what was read of a file may be a part of it.
var errDamaged = errors.New("文件已损坏，可能缺少部分内容，也可能有误")

// drawn opens a file of drawn pages.
func (s source) drawn(format string, read func([]byte, pdf.Limits) (*html.Node, pdf.Info, error)) (source, error) {
	root, info, err := read(s.in.Body, pdf.Limits{})
	switch {
	case root == nil && errors.Is(err, pdf.ErrEncrypted):
		return s, &refusal{disclosure.OutcomeUnsupported, format + " 设有密码，无法读取", s.media}
	case root == nil:
		return s, &refusal{disclosure.OutcomeBroken, fmt.Sprintf("%s 无法读取：%v", format, inChinese(err)), s.media}
	case info.ImageOnly:
		return s, &refusal{disclosure.OutcomeImageOnly, fmt.Sprintf("%s 的 %d 页均为图片，未读取", format, info.Pages), s.media}
	case info.Illegible:
		return s, &refusal{disclosure.OutcomeUnsupported, format + " 的字体没有说明各字符是什么字，文字无法读取", s.media}
	}
	switch {
	case err != nil:
		err = inChinese(err)
	case len(info.LostPages) > 0 && info.Damaged:
		err = fmt.Errorf("%w；%s无法读取", errDamaged, pages(info.LostPages))
	case len(info.LostPages) > 0:
		err = errors.New(pages(info.LostPages) + "无法读取")
	case info.Damaged:
		err = errDamaged
	}
	s = s.tree(root, err)
	s.unread, s.untitled = unreadPages(info)
	if s.guessed = info.RecognisedPages; len(s.guessed) > 0 {
		s.unread = append(s.unread, gap{disclosure.RuleRecognised, pages(s.guessed) + "是图片，其文字由机器识别，可能有误"})
	}
	s.doc.Paged = true
	if text := tree.Find(root, tree.MainTag); text.Length() > 0 {
		s.doc.Container = text.Nodes[0]
	}
	return s, nil
}

// unreadPages names the pages of which nothing can be read, and says what a document is whose
// first page is one.
func unreadPages(info pdf.Info) (unread []gap, untitled disclosure.Outcome) {
	pictures := slices.Concat(info.ImagePages, info.DrawnPages)
	slices.Sort(pictures)
	if len(pictures) > 0 {
		unread = append(unread, gap{disclosure.RuleAttachment, pages(pictures) + "是图片，未读取"})
	}
	if len(info.IllegiblePages) > 0 {
		unread = append(unread, gap{disclosure.RuleCutShort, pages(info.IllegiblePages) + "的字体没有说明各字符是什么字，文字无法读取"})
	}
	switch {
	case slices.Contains(pictures, 1):
		untitled = disclosure.OutcomeImageOnly
	case slices.Contains(info.IllegiblePages, 1):
		untitled = disclosure.OutcomeUnsupported
	}
	return unread, untitled
}

// pages writes page numbers for readers: 第 3、5 页.
func pages(numbers []int) string {
	var all []string
	for _, n := range numbers {
		all = append(all, strconv.Itoa(n))
	}
	return "第 " + strings.Join(all, "、") + " 页"
}

// doubtGuessed lowers the confidence of figures that stand on pages whose text a machine
// recognised; where sentences stand is not asked.
func doubtGuessed(r *disclosure.Report, guessed []int) {
	for i := range r.Figures {
		f := &r.Figures[i]
		if len(guessed) > 0 && (f.Where.Area == nil || slices.Contains(guessed, f.Where.Page)) {
			f.Doubt(confidence.Doubted)
		}
	}
}
