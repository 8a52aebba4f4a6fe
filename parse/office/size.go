package office

import (
	"io"
	"strconv"
	"strings"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// first returns the first string that is not empty.
func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// readAll reads a part whole; the budget bounds it.
func readAll(in io.Reader) ([]byte, error) { return io.ReadAll(in) }

// lengths in CSS pixels of 96 an inch.
var lengths = map[string]float64{"px": 1, "pt": 96.0 / 72, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "": 1}

// cssSize reads a length of a style attribute in pixels, 0 where it is not said.
func cssSize(style, property string) int {
	for part := range strings.SplitSeq(style, ";") {
		name, value, ok := strings.Cut(part, ":")
		if !ok || strings.TrimSpace(name) != property {
			continue
		}
		value = strings.TrimSpace(value)
		digits := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz%")
		f, err := strconv.ParseFloat(digits, 64)
		unit, known := lengths[value[len(digits):]]
		if err == nil && known && f > 0 && f < 1e6 {
			return int(f * unit)
		}
	}
	return 0
}
