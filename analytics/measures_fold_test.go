package analytics

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestFolded(t *testing.T) {
	given := map[string]any{"county": "", "level": "county", "year": uint16(0), "late": uint16(2022), "kind": "b", "limit": uint32(1), "none": 0., "some": 0.5, "sites": []string{}, "hosts": []string{"a"}}
	everything := strings.Join(slices.Sorted(maps.Keys(given)), " ")
	for _, c := range []struct{ query, want, left string }{
		{"SELECT 1 WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6) AND a", "SELECT 1 WHERE 1 AND a", ""},
		{"WHERE ({level:String} = '' OR level = {level:String} OR b) AND ({year:UInt16} = 0 OR y = {year:UInt16})", "WHERE (level = {level:String} OR b) AND 1", "level"},
		{"WHERE ({county:String} = '' AND {level:String} = '' OR id IN body)", "WHERE (id IN body)", ""},
		{"WHERE ({county:String} = '' AND {year:UInt16} = 0 OR id IN body)", "WHERE 1", ""},
		{"WHERE ({county:String} = '' OR (a AND f(')')) OR ({late:UInt16} = 0 OR y)) AND ({late:UInt16} = 0 OR (y, 1) = (2, 1))", "WHERE 1 AND ((y, 1) = (2, 1))", ""},
		{"SELECT if({kind:String} = 'a', f(x, 1), if({kind:String} = 'b', [y, 'it\\'s, '], z))", "SELECT (([y, 'it\\'s, ']))", ""},
		{"SELECT if({none:Float64} = 0, 0, {none:Float64} * a) + if({some:Float64} = 0, 0, {some:Float64} * b)", "SELECT (0) + ({some:Float64} * b)", "some"},
		{"WHERE (empty({sites:Array(String)}) OR s IN {sites:Array(String)}) AND (empty({hosts:Array(String)}) OR h IN {hosts:Array(String)})", "WHERE 1 AND (h IN {hosts:Array(String)})", "hosts"},
		{"SELECT if({kind:String} = '', 'all', {kind:String})", "SELECT ({kind:String})", "kind"},
		{"-- nobody's ({county:String} = '' OR a)\nSELECT {limit:UInt32} WHERE ({county:String} = '' OR -- it's )\n a)", "-- nobody's ({county:String} = '' OR a)\nSELECT {limit:UInt32} WHERE 1", "county limit"},
		{"WHERE ({other:String} = '' OR a) AND (a OR {county:String} = '')", "WHERE ({other:String} = '' OR a) AND (a OR {county:String} = '')", everything},
		{"a (\n-- Only where {county:String} = ''\nSELECT (1) UNION ALL\n-- Unless {county:String} = ''\nSELECT 2\n) b", "a (\n-- Only where {county:String} = ''\nSELECT (1) ) b", "county"},
		{"-- Only where {county:String} != ''\nSELECT 1 WHERE (a UNION ALL b)\nUNION ALL\n-- kept\n-- Only where {level:String} != '' AND {county:String} = ''\nSELECT {limit:UInt32}", "-- kept\n-- Only where {level:String} != '' AND {county:String} = ''\nSELECT {limit:UInt32}", "county level limit"},
		{"SELECT 1 UNION ALL -- Only where {other:String} = '' AND {level:String} = ''\nSELECT 2 UNION ALL -- Unless {other:String} = ''\nSELECT 3", "SELECT 1 UNION ALL -- Unless {other:String} = ''\nSELECT 3", ""},
		{"(-- Only where {county:String} != ''\nSELECT 1)", "(-- Only where {county:String} != ''\nSELECT 1)", everything},
	} {
		got, left := folded(c.query, given)
		if names := strings.Join(slices.Sorted(maps.Keys(left)), " "); got != c.want || names != c.left {
			t.Errorf("%s\n got %s with %s\nwant %s with %s", c.query, got, names, c.want, c.left)
		}
	}
}
