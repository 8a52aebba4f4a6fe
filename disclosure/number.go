package disclosure

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Number is an exact decimal with six places, held as a count of millionths. It carries
// every figure of the forms, from signed item counts to money in 万元 as printed with up
// to six decimals; sums of Numbers are exact. Its range is ±9.2·10¹².
type Number int64

const millionths = 1_000_000

// Int returns n as a Number.
func Int(n int64) Number { return Number(n * millionths) }

// ParseNumber reads an ASCII decimal such as "-18", "+3" or "24252.311082". Separators,
// units and other writing systems are the parser's business, not this function's. More than
// six decimals or a value out of range is an error: rounding would invent a figure.
func ParseNumber(s string) (Number, error) {
	digits, negative := strings.TrimPrefix(s, "+"), false
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		digits, negative = rest, true
	}
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || (point && fraction == "") || len(fraction) > 6 || strings.Trim(whole+fraction, "0123456789") != "" {
		return 0, fmt.Errorf("%q is not a decimal with at most six places", s)
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", 6-len(fraction)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is out of range: %w", s, err)
	}
	if negative {
		n = -n
	}
	return Number(n), nil
}

// String writes the shortest exact decimal: "14", "-2.5", "24252.311082".
func (n Number) String() string {
	sign, whole, fraction := "", int64(n)/millionths, int64(n)%millionths
	if n < 0 {
		sign, whole, fraction = "-", -whole, -fraction
	}
	s := sign + strconv.FormatInt(whole, 10)
	if fraction == 0 {
		return s
	}
	return s + "." + strings.TrimRight(fmt.Sprintf("%06d", fraction), "0")
}

// Float returns the nearest float64, for statistics only; sums are made of Numbers.
func (n Number) Float() float64 { return float64(n) / millionths }

// Scale multiplies by a power of ten given as its exponent (4 turns 万 into units) and
// fails where digits would be lost or the range exceeded.
func (n Number) Scale(exponent int) (Number, error) {
	for ; exponent > 0; exponent-- {
		if n > math.MaxInt64/10 || n < math.MinInt64/10 {
			return 0, fmt.Errorf("%s is out of range when scaled", n)
		}
		n *= 10
	}
	for ; exponent < 0; exponent++ {
		if n%10 != 0 {
			return 0, fmt.Errorf("%s loses digits when scaled", n)
		}
		n /= 10
	}
	return n, nil
}

// MarshalJSON writes the Number as a JSON number, exactly.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads a JSON number in plain decimal notation.
func (n *Number) UnmarshalJSON(b []byte) error {
	v, err := ParseNumber(string(b))
	if err == nil {
		*n = v
	}
	return err
}
