package parse

import (
	"errors"
	"fmt"

	"gongkai/parse/office"
)

// errorInChinese is the error of a file of an office program, said for readers. What it wraps
// stays to be asked for.
type errorInChinese struct{ cause error }

func (e errorInChinese) Unwrap() error { return e.cause }

func (e errorInChinese) Error() string {
	var limit *office.LimitError
	switch {
	case errors.As(e.cause, &limit):
		return fmt.Sprintf("%s超过上限（%d）", officeLimits[limit.Limit], limit.Max)
	case errors.Is(e.cause, office.ErrEncrypted):
		return "文件设有密码，请向发布机关索取没有密码的文件"
	case errors.Is(e.cause, office.ErrFastSaved):
		return "文件以“快速保存”方式存储，最后修改的版式未读取，请对照原文"
	case errors.Is(e.cause, office.ErrContainer):
		return "文件是压缩包"
	case errors.Is(e.cause, office.ErrUnsupported):
		return "不支持这种文件格式"
	case errors.Is(e.cause, office.ErrBroken):
		return "文件已损坏，请重新下载或向发布机关索取"
	}
	return "读取程序出错：" + e.cause.Error()
}

// ofOffice says an error of package office for readers; nil stays nil.
func ofOffice(err error) error {
	if err == nil {
		return nil
	}
	return errorInChinese{err}
}

// officeLimits are what the limits of office files count.
var officeLimits = map[string]string{
	office.LimitUnpacked: "解压后的字节数",
	office.LimitXML:      "XML 字节数",
	office.LimitElements: "XML 元素数",
	office.LimitText:     "文字的字节数",
	office.LimitRatio:    "压缩比",
	office.LimitMembers:  "压缩包中的文件数",
	office.LimitArchives: "压缩包嵌套层数",
	office.LimitNesting:  "嵌套层数",
	office.LimitCells:    "单元格数",
	office.LimitRuns:     "段落、文字片段和图片数",
}
