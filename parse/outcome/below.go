package outcome

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/origin"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

// afterText matches what pages print behind a text: where it ends when nothing marks it.
var afterText = pattern.MustCompile(`^[【\[]?(?:[上下前后]一?[篇条]|本类热点|相关(?:信息|阅读|链接|文章|新闻|文档)|友情链接|版权所有|主办|承办|主管|扫一扫|分享|打印|责任编辑|编辑[:：]|网站地图|联系我们|返回|关闭|网友评论|我要评论|网站标识码)|版权所有|网站标识码`)

// BelowTitle judges the page again by the text that stands below the title of one agency's
// report, which is no link, down to what pages print behind a text. It serves pages whose own
// text nothing marks and is shorter than what surrounds it. ok is false where the page has no
// such title or nothing like a report below it.
func (j Judgement) BelowTitle(all []tree.Line) (below Judgement, ok bool) {
	if j.isSearch() {
		return j, false
	}
	start, title := j.titleLine(all)
	if start < 0 {
		return j, false
	}
	end := start
	for end < len(all) && !afterText.MatchString(all[end].Fold.Text) && !j.Page.Doc.IsLink(all[end]) {
		end++
	}
	if !slices.Contains(j.Titles, title) {
		j.Titles = append([]string{title}, j.Titles...)
	}
	j.Lines = all[start:end:end]
	j.Title, j.Titled = origin.PickTitle(j.Titles)
	text := weigh(j.Lines)
	if j.isOffered(text) {
		j.Listed = false
		return j, true
	}
	return j, j.isShort(text, j.Lines) || !j.Titled && j.isSummary(text) || j.Titled && (text.kinds >= 3 || text.presents) && text.isNarrative(j.marks())
}

// titleLine is the index of the line behind the last that prints the title, which may take
// two lines and is no document offered under it, and the title; -1 where none does. Where the page names none, it is the first
// line that reads like one.
func (j Judgement) titleLine(all []tree.Line) (int, string) {
	for _, t := range j.Titles {
		if !naming.IsTitle(t, true) {
			continue
		}
		title := disclosure.FoldName(t)
		for i, l := range slices.Backward(all) {
			name := l.Fold.Text
			if strings.HasSuffix(title, lastOfName(name)) && isTitleAt(all, i, title) && !j.Page.Doc.IsLink(l) && !j.offers(l) {
				return i + 1, t
			}
		}
	}
	return j.titleUnnamed(all)
}

// lastOfName is the last character of a line as a name: a cheap test before a dear one.
func lastOfName(text string) string {
	text = strings.TrimRight(text, " \"'》〉")
	_, n := utf8.DecodeLastRuneInString(text)
	return text[len(text)-n:]
}

// isTitleAt reports whether a line, or it and the one before it, print the folded title.
func isTitleAt(all []tree.Line, i int, title string) bool {
	name := disclosure.FoldName(all[i].Fold.Text)
	return name == title || name != "" && i > 0 && strings.HasSuffix(title, name) && disclosure.FoldName(all[i-1].Fold.Text)+name == title
}

// mostTried bounds the lines that are asked whether they are a title: a page with more is a list.
const mostTried = 12

func (j Judgement) titleUnnamed(all []tree.Line) (int, string) {
	tried, summary := 0, -1
	for i, l := range all {
		if summary < 0 && len(l.Fold.Text) < 240 && summaryEnd.MatchString(l.Fold.Text) && isSummaryTitle(l.Fold.Text) && !j.Page.Doc.IsLink(l) && !walk.IsLinked(j.Page.View, l.Fold.Text) {
			summary = i
		}
		parts := all[i : i+1]
		if name := l.Fold.Text; i+1 < len(all) && len(name) < 90 && (naming.Agency.MatchString(name) || origin.PlaceName.MatchString(name)) {
			parts = all[i : i+2]
		}
		last := parts[len(parts)-1].Fold.Text
		if len(last) > 240 || !strings.Contains(last, "报") {
			continue
		}
		t := origin.JoinTitle(parts)
		if t == "" || slices.ContainsFunc(parts, j.Page.Doc.IsLink) || slices.ContainsFunc(parts, j.offers) {
			continue
		}
		if tried++; tried > mostTried {
			break
		}
		if naming.IsTitle(t, true) && !walk.IsLinked(j.Page.View, t) {
			return i + len(parts), t
		}
	}
	if summary >= 0 {
		return summary + 1, all[summary].Fold.Text
	}
	return -1, ""
}

// summaryEnd ends the titles of summaries and accounts.
var summaryEnd = pattern.MustCompile(`公开[^,。;]{0,8}(?:总结|情况)$`)
