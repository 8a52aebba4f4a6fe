package parse

import (
	"errors"
	"fmt"

	"gongkai/parse/office"
	"gongkai/parse/pdf"
)

// errorInChinese is an error of a file that is no page, said for readers. What it wraps stays to
// be asked for.
type errorInChinese struct{ cause error }

// inChinese says an error of the packages office and pdf for readers; nil stays nil.
func inChinese(err error) error {
	if err == nil {
		return nil
	}
	return errorInChinese{err}
}

func (e errorInChinese) Unwrap() error { return e.cause }

func (e errorInChinese) Error() string {
	var ofOffice *office.LimitError
	var drawn *pdf.LimitError
	switch {
	case errors.As(e.cause, &ofOffice):
		return overLimit(ofOffice.Limit, ofOffice.Max)
	case errors.As(e.cause, &drawn) && drawn.Limit == "time":
		return "读取时间超过上限"
	case errors.As(e.cause, &drawn):
		return overLimit(drawn.Limit, drawn.Max)
	}
	for _, known := range saidInChinese {
		if errors.Is(e.cause, known.err) {
			return known.said
		}
	}
	return "读取程序出错：" + e.cause.Error()
}

func overLimit(limit string, most int64) string {
	return fmt.Sprintf("%s超过上限（%d）", limitNames[limit], most)
}

const brokenFile = "文件已损坏，请重新下载或向发布机关索取"

// saidInChinese is what is said of each error. One that wraps another stands before it.
var saidInChinese = [...]struct {
	err  error
	said string
}{
	{office.ErrEncrypted, "文件设有密码，请向发布机关索取没有密码的文件"},
	{office.ErrFastSaved, "文件以“快速保存”方式存储，最后修改的版式未读取，请对照原文"},
	{office.ErrContainer, "文件是压缩包"},
	{office.ErrUnsupported, "不支持这种文件格式"},
	{office.ErrBroken, brokenFile},
	{pdf.ErrBroken, brokenFile},
	{pdf.ErrNotPDF, brokenFile},
	{pdf.ErrNoPages, "文件没有页面"},
	{pdf.ErrCrashed, "文件结构有误或超出读取能力"},
}

// limitNames are what the limits count.
var limitNames = map[string]string{
	office.LimitUnpacked: "解压后的字节数",
	office.LimitXML:      "XML 字节数",
	office.LimitElements: "XML 元素数",
	office.LimitText:     "文字的字节数",
	office.LimitRatio:    "压缩比",
	office.LimitMembers:  "压缩包中的文件数",
	office.LimitArchives: "压缩包嵌套层数",
	office.LimitNesting:  "嵌套层数",
	office.LimitCells:    "单元格数", // of drawn pages too
	office.LimitRuns:     "段落、文字片段和图片数",

	"bytes": "文件字节数", "bytes on a page": "一页的字节数", "content": "一页内容的字节数", "pages": "页数",
	"objects": "图形数", "characters": "字符数", "elements in each other": "嵌套层数",
}
