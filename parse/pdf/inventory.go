package pdf

import (
	"bytes"
	"io"
	"maps"
	"regexp"
	"strconv"
)

// inventory is what of a damaged file's objects is there, by their heads: its table of
// contents is not believed.
type inventory struct {
	dicts  map[int][]byte // what stands in an object before its stream; of whole ones only
	at     map[int]int    // where their streams begin
	all    map[int]bool   // objects of which it is known that all they need is there
	order  []int          // as they stand in the file
	last   int            // the highest number of all
	locked bool           // the file is encrypted
}

const (
	mostNumber  = 4 << 20 // the highest that PDFium takes for an object's
	mostObjects = 300_000 // no more are looked at
)

var (
	streamWord   = []byte("stream")
	lockedObject = regexp.MustCompile(`/Filter\s*/Standard\b`)
	objectStream = regexp.MustCompile(`/Type\s*/ObjStm\b`)
	firstObject  = regexp.MustCompile(`/First\s+(\d{1,9})\b`)
)

// takeInventory looks through a file. An object that is there twice was changed: the later one
// counts.
func takeInventory(body []byte) *inventory {
	v := &inventory{dicts: map[int][]byte{}, at: map[int]int{}, all: map[int]bool{}}
	left := int64(mostUnpacked)
	last := bytes.LastIndex(body, []byte("endobj"))
	for at := 0; ; {
		n, begin := nextObject(body[at:])
		if n == 0 || len(v.order) > mostObjects {
			v.dropTables(body, left)
			return v
		}
		at += begin
		v.last = max(v.last, n)
		if at > last {
			delete(v.dicts, n) // it was changed, and the change is lost
			continue
		}
		end := bytes.Index(body[at:], []byte("endobj"))
		object := body[at : at+end]
		dict := object
		if k := bytes.Index(object, streamWord); k >= 0 {
			dict = object[:k]
		}
		if inner, _ := nextObject(dict); inner != 0 { // it has no end of its own
			delete(v.dicts, n)
			continue
		}
		v.add(n, dict)
		if len(dict) < len(object) {
			v.at[n] = at + len(dict)
			if objectStream.Match(dict) {
				left -= v.unpack(body, at+len(dict), dict, left)
			}
		}
		at += end
	}
}

// nextObject finds the head of the next object: its number, 0 where there is none, and where it
// ends.
func nextObject(body []byte) (number, end int) {
	for at := 0; ; {
		i := bytes.Index(body[at:], []byte("obj"))
		if i < 0 {
			return 0, len(body)
		}
		if n, ok := numberBefore(body[:at+i]); ok {
			return n, at + i + len("obj")
		}
		at += i + len("obj")
	}
}

func (v *inventory) add(n int, dict []byte) {
	if _, again := v.dicts[n]; !again {
		v.order = append(v.order, n)
	}
	v.dicts[n] = dict
	v.last = max(v.last, n)
	v.locked = v.locked || lockedObject.Match(dict)
}

// numberBefore reads the number of an object that ends before its keyword: 12 0 obj.
func numberBefore(b []byte) (int, bool) {
	const space = " \r\n\t"
	b = b[max(0, len(b)-24):]
	trimmed := bytes.TrimRight(b, space)
	generation := bytes.TrimRight(trimmed, "0123456789")
	head := bytes.TrimRight(generation, space)
	if len(trimmed) == len(b) || len(generation) == len(trimmed) || len(head) == len(generation) {
		return 0, false
	}
	n, err := strconv.Atoi(string(head[len(bytes.TrimRight(head, "0123456789")):]))
	return n, err == nil && n > 0 && n < mostNumber
}

// unpack adds the objects that are packed into a stream and says how many bytes they take. Of
// one that does not unpack there are none.
func (v *inventory) unpack(body []byte, at int, dict []byte, most int64) int64 {
	packed, _, ok := packedStream(body, at)
	first := firstObject.FindSubmatch(dict)
	if !ok || first == nil {
		return 0
	}
	var u unpacker
	if u.open(packed) != nil {
		return 0
	}
	all, err := io.ReadAll(io.LimitReader(u.zlib, most))
	begin, _ := strconv.Atoi(string(first[1])) // digits
	if err != nil || begin > len(all) {
		return int64(len(all))
	}
	fields := bytes.Fields(all[:begin])
	for i := 0; i+1 < len(fields); i += 2 {
		n, errN := strconv.Atoi(string(fields[i]))
		from, errF := strconv.Atoi(string(fields[i+1]))
		to := len(all) - begin
		if i+3 < len(fields) {
			to, _ = strconv.Atoi(string(fields[i+3]))
		}
		if errN != nil || errF != nil || n <= 0 || n >= mostNumber || from < 0 || to < from || begin+to > len(all) {
			break
		}
		v.add(n, all[begin+from:begin+to])
	}
	return int64(len(all))
}

// dropTables forgets tables of characters that do not unpack: PDFium reads them as far as it can.
func (v *inventory) dropTables(body []byte, left int64) {
	var u unpacker
	seen := map[int]bool{0: true}
	for _, font := range v.order {
		table := referenced(characters, v.dicts[font])
		if seen[table] || left <= 0 {
			continue
		}
		seen[table] = true
		if packed, _, ok := packedStream(body, v.at[table]); ok {
			n, err := u.unpack(packed, left)
			if left -= n; err != nil {
				delete(v.dicts, table)
			}
		}
	}
}

var (
	reference  = regexp.MustCompile(`\b(\d{1,7})\s+\d{1,5}\s+R\b`)
	catalog    = regexp.MustCompile(`/Type\s*/Catalog\b`)
	leaf       = regexp.MustCompile(`/Type\s*/Page\b`)
	structure  = regexp.MustCompile(`/Type\s*/(?:Pages?|Catalog|StructElem|StructTreeRoot)\b`)
	listOf     = regexp.MustCompile(`/Pages\s+(\d{1,7})\s+\d+\s+R\b`)
	characters = regexp.MustCompile(`/ToUnicode\s+(\d{1,7})\s+\d+\s+R\b`)
	kidsOf     = regexp.MustCompile(`/Kids\s*(?:\[([^\]]*)\]|(\d{1,7})\s+\d+\s+R\b)`)
	parentOf   = regexp.MustCompile(`/Parent\s+(\d{1,7})\s+\d+\s+R\b`)
	// besides are parts of a page that its text does not need.
	besides = regexp.MustCompile(`/(?:Annots|B|Metadata|Thumb|PieceInfo|Parent|Kids|StructTreeRoot)\s*(?:\[[^\]]*\]|\d{1,7}\s+\d+\s+R\b)`)
)

func references(dict []byte) []int {
	var all []int
	for _, m := range reference.FindAllSubmatch(dict, -1) {
		n, _ := strconv.Atoi(string(m[1])) // digits
		all = append(all, n)
	}
	return all
}

func referenced(by *regexp.Regexp, dict []byte) int {
	m := by.FindSubmatch(dict)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[len(m)-1])) // digits
	return n
}

// pages are the numbers of the pages: by the list that the file has, or where that is gone as
// they stand in the file. A page that is listed and not there has its number all the same.
func (v *inventory) pages() []int {
	var all []int
	list := 0
	for _, n := range v.order {
		switch d := v.dicts[n]; {
		case leaf.Match(d):
			all = append(all, n)
		case catalog.Match(d):
			list = referenced(listOf, d)
		}
	}
	if listed := v.listed(list, map[int]bool{}); len(listed) > 0 {
		return listed
	}
	return all
}

func (v *inventory) listed(n int, seen map[int]bool) []int {
	d, ok := v.dicts[n]
	kids := kidsOf.FindSubmatch(d)
	if kids == nil && n > 0 && len(seen) > 0 {
		return []int{n}
	}
	if !ok || seen[n] || kids == nil {
		return nil
	}
	seen[n] = true
	list := kids[1]
	if len(kids[2]) > 0 {
		list = v.dicts[referenced(kidsOf, d)]
	}
	var all []int
	for _, kid := range references(list) {
		all = append(all, v.listed(kid, seen)...)
	}
	return all
}

// whole tells whether all that a page is drawn with is there. A font that lost the table that
// says which characters it has would show others.
func (v *inventory) whole(page int) bool {
	own, ok := v.dicts[page]
	if !ok || !v.hasAll(page) {
		return false
	}
	n := referenced(parentOf, own)
	for range deepestList {
		switch {
		case n == 0:
			return true
		case v.dicts[n] == nil: // what it would hand down
			return bytes.Contains(own, []byte("/Resources")) && bytes.Contains(own, []byte("/MediaBox"))
		case !v.hasAll(n):
			return false
		}
		n = referenced(parentOf, v.dicts[n])
	}
	return false
}

// deepestList is how many lists of pages may stand in each other.
const deepestList = 32

// hasAll tells whether what an object refers to is there, and what that refers to.
func (v *inventory) hasAll(of int) bool {
	if v.all[of] {
		return true
	}
	met := map[int]bool{of: true}
	next := v.needs(of)
	for len(next) > 0 {
		n := next[len(next)-1]
		next = next[:len(next)-1]
		if met[n] || v.all[n] {
			continue
		}
		d, ok := v.dicts[n]
		if !ok {
			return false
		}
		met[n] = true
		if !structure.Match(d) {
			next = append(next, v.needs(n)...)
		}
	}
	maps.Copy(v.all, met)
	return true
}

// needs are the objects that one refers to, without those that its text can be read without.
func (v *inventory) needs(n int) []int { return references(besides.ReplaceAll(v.dicts[n], nil)) }
