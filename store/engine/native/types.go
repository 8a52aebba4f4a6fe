package native

import (
	"fmt"
	"strconv"
	"strings"
)

type kind uint8

const (
	fixed    kind = iota // size bytes a row
	text                 // String: a varint length and that many bytes
	array                // a uint64 end offset a row, then the elements
	tuple                // the elements one after another
	nullable             // a byte a row, then the values
	lowCard              // keys and indexes; see walk.go
	variant              // a discriminator byte a row, then the variants
)

// node is a type as far as its length matters.
type node struct {
	kind kind
	size uint64
	kids []*node
}

// prefix is a state word (uint64) that stands in front of a column's data,
// once a column, in the order in which the types stand in the type's text.
type prefix uint8

const (
	prefixLowCard prefix = iota // 1: keys are written along with the indexes
	prefixJSON                  // 1: each value is written as a string
	prefixVariant               // 0: a discriminator for each row
)

// maxDepth bounds the recursion of parse: the engine's own types are far less
// deep.
const maxDepth = 64

// maxVariants: a discriminator is a byte, and 255 stands for NULL.
const maxVariants = 255

// fixedSizes are the types without arguments that take a fixed number of bytes.
// Nothing writes a byte a row, and so does the empty tuple.
var fixedSizes = map[string]uint64{
	"Int8": 1, "Int16": 2, "Int32": 4, "Int64": 8, "Int128": 16, "Int256": 32,
	"UInt8": 1, "UInt16": 2, "UInt32": 4, "UInt64": 8, "UInt128": 16, "UInt256": 32,
	"BFloat16": 2, "Float32": 4, "Float64": 8, "Bool": 1, "Nothing": 1,
	"Date": 2, "Date32": 4, "DateTime": 4, "DateTime32": 4, "DateTime64": 8, "Time": 4, "Time64": 8,
	"UUID": 16, "IPv4": 4, "IPv6": 16, "Enum8": 1, "Enum16": 2, "Point": 16,
	"Decimal32": 4, "Decimal64": 8, "Decimal128": 16, "Decimal256": 32,
	"IntervalNanosecond": 8, "IntervalMicrosecond": 8, "IntervalMillisecond": 8,
	"IntervalSecond": 8, "IntervalMinute": 8, "IntervalHour": 8, "IntervalDay": 8,
	"IntervalWeek": 8, "IntervalMonth": 8, "IntervalQuarter": 8, "IntervalYear": 8,
}

// geoDepth says of how many arrays of points a geographical type consists.
var geoDepth = map[string]int{
	"Ring": 1, "LineString": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3,
}

// parser reads one column's type and collects its state words.
type parser struct {
	prefixes []prefix
}

// parse returns the type's node, or an error that names the part it cannot
// walk.
func (p *parser) parse(s string, depth int) (*node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested deeper than %d", maxDepth)
	}
	name, args := s, []string(nil)
	if i := strings.IndexByte(s, '('); i >= 0 {
		if !strings.HasSuffix(s, ")") {
			return nil, fmt.Errorf("%q has no closing parenthesis", s)
		}
		name, args = s[:i], splitArgs(s[i+1:len(s)-1])
	}
	if size, ok := fixedSizes[name]; ok {
		return &node{kind: fixed, size: size}, nil
	}
	if d, ok := geoDepth[name]; ok {
		return geo(d), nil
	}
	return p.composite(name, args, depth+1)
}

// composite handles the types that have a length of their own making.
func (p *parser) composite(name string, args []string, depth int) (*node, error) {
	switch name {
	case "String":
		return &node{kind: text}, nil
	case "FixedString":
		return fixedString(args)
	case "Decimal":
		return decimal(args)
	case "JSON":
		p.prefixes = append(p.prefixes, prefixJSON)
		return &node{kind: text}, nil
	case "Tuple":
		return p.tuple(args, depth)
	case "Map", "Nested":
		elems, err := p.tuple(args, depth)
		return &node{kind: array, kids: []*node{elems}}, err
	case "Variant":
		if len(args) == 0 || len(args) > maxVariants {
			break
		}
		p.prefixes = append(p.prefixes, prefixVariant)
		kids, err := p.all(args, depth)
		return &node{kind: variant, kids: kids}, err
	case "Array", "Nullable", "LowCardinality":
		if len(args) == 1 {
			return p.wrapper(name, args[0], depth)
		}
	case "SimpleAggregateFunction": // (function, type): stored as the type
		if len(args) == 2 {
			return p.parse(args[1], depth)
		}
	}
	return nil, fmt.Errorf("%s is not among the types whose length is known", name)
}

func (p *parser) wrapper(name, arg string, depth int) (*node, error) {
	if name == "LowCardinality" {
		p.prefixes = append(p.prefixes, prefixLowCard)
		// The keys of LowCardinality(Nullable(T)) are plain T: the first one
		// stands for NULL.
		if inner, ok := strings.CutPrefix(arg, "Nullable("); ok {
			arg = strings.TrimSuffix(inner, ")")
		}
	}
	kid, err := p.parse(arg, depth)
	if err != nil {
		return nil, err
	}
	switch name {
	case "Array":
		return &node{kind: array, kids: []*node{kid}}, nil
	case "LowCardinality":
		return &node{kind: lowCard, kids: []*node{kid}}, nil
	}
	if kid.kind == fixed { // the null bytes and the values follow each other
		return &node{kind: fixed, size: kid.size + 1}, nil
	}
	return &node{kind: nullable, kids: []*node{kid}}, nil
}

// tuple joins elements of fixed length: columns of a tuple stand one behind
// the other, so that their lengths add up.
func (p *parser) tuple(args []string, depth int) (*node, error) {
	if len(args) == 0 {
		return &node{kind: fixed, size: 1}, nil
	}
	kids, err := p.all(args, depth)
	if err != nil {
		return nil, err
	}
	var sum uint64
	for _, k := range kids {
		if k.kind != fixed {
			return &node{kind: tuple, kids: kids}, nil
		}
		sum += k.size
	}
	return &node{kind: fixed, size: sum}, nil
}

func (p *parser) all(args []string, depth int) ([]*node, error) {
	kids := make([]*node, len(args))
	for i, a := range args {
		k, err := p.parse(unnamed(a), depth)
		if err != nil {
			return nil, err
		}
		kids[i] = k
	}
	return kids, nil
}

func geo(depth int) *node {
	n := &node{kind: fixed, size: fixedSizes["Point"]}
	for range depth {
		n = &node{kind: array, kids: []*node{n}}
	}
	return n
}

func fixedString(args []string) (*node, error) {
	if len(args) == 1 {
		if n, err := strconv.ParseUint(args[0], 10, 31); err == nil && n > 0 {
			return &node{kind: fixed, size: n}, nil
		}
	}
	return nil, fmt.Errorf("FixedString(%s) has no length", strings.Join(args, ", "))
}

// decimal: Decimal(P, S) takes the smallest of the four widths that holds P
// digits.
func decimal(args []string) (*node, error) {
	if len(args) >= 1 {
		p, err := strconv.Atoi(args[0])
		for _, w := range []struct{ digits, size int }{{9, 4}, {18, 8}, {38, 16}, {76, 32}} {
			if err == nil && p > 0 && p <= w.digits {
				return &node{kind: fixed, size: uint64(w.size)}, nil
			}
		}
	}
	return nil, fmt.Errorf("Decimal(%s) has no known precision", strings.Join(args, ", "))
}
