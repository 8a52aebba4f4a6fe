package disclosure

import "strings"

// SpreadsheetText keeps a spreadsheet from taking printed text for a formula when it opens a CSV
// file: such a cell starts with an apostrophe. A plain number is none, whatever its sign.
func SpreadsheetText(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return s
	}
	if _, err := ParseNumber(s); err == nil {
		return s
	}
	return "'" + s
}
