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
	order  []int          // as they stand in the file
	last   int            // the highest number of all
	locked bool           // the file is encrypted
}

// mostNumber is the highest number that PDFium takes for an object's.
const mostNumber = 4 << 20

var (
	streamWord   = []byte("stream")
	lockedObject = regexp.MustCompile(`/Filter\s*/Standard\b`)
	objectStream = regexp.MustCompile(`/Type\s*/ObjStm\b`)
	firstObject  = regexp.MustCompile(`/First\s+(\d{1,9})\b`)
)

// takeInventory looks through a file. An object that is there twice was changed: the later one
// counts.
func takeInventory(body []byte) *inventory {
	v := &inventory{dicts: map[int][]byte{}}
	left := int64(mostUnpacked)
	for at := 0; ; {
		i := bytes.Index(body[at:], []byte("obj"))
		if i < 0 {
			return v
		}
		begin := at + i
		at = begin + len("obj")
		n, ok := numberBefore(body[:begin])
		if !ok {
			continue
		}
		v.last = max(v.last, n)
		end := bytes.Index(body[at:], []byte("endobj"))
		if end < 0 {
			delete(v.dicts, n) // it was changed, and the change is lost
			continue
		}
		object := body[at : at+end]
		dict := object
		if k := bytes.Index(object, streamWord); k >= 0 {
			dict = object[:k]
		}
		v.add(n, dict)
		if len(dict) < len(object) && objectStream.Match(dict) {
			left -= v.unpack(body, at+len(dict), dict, left)
		}
		at += end
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
	packed, ok := packedStream(body, at)
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

var (
	reference = regexp.MustCompile(`\b(\d{1,7})\s+\d{1,5}\s+R\b`)
	catalog   = regexp.MustCompile(`/Type\s*/Catalog\b`)
	leaf      = regexp.MustCompile(`/Type\s*/Page\b`)
	structure = regexp.MustCompile(`/Type\s*/(?:Pages?|Catalog|StructElem|StructTreeRoot)\b`)
	listOf    = regexp.MustCompile(`/Pages\s+(\d{1,7})\s+\d+\s+R\b`)
	kidsOf    = regexp.MustCompile(`/Kids\s*(?:\[([^\]]*)\]|(\d{1,7})\s+\d+\s+R\b)`)
	parentOf  = regexp.MustCompile(`/Parent\s+(\d{1,7})\s+\d+\s+R\b`)
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
func (v *inventory) whole(page int, known map[int]bool) bool {
	d, ok := v.dicts[page]
	if !ok || !v.hasAll(d, known) {
		return false
	}
	for up := range 8 {
		n := referenced(parentOf, d)
		if n == 0 {
			return true
		}
		if d, ok = v.dicts[n]; !ok {
			own := v.dicts[page]
			return up == 0 && bytes.Contains(own, []byte("/Resources")) && bytes.Contains(own, []byte("/MediaBox"))
		}
		if !v.hasAll(d, known) {
			return false
		}
	}
	return false
}

// hasAll tells whether what a dictionary refers to is there, and what that refers to. Objects
// that are known to have all are looked at once.
func (v *inventory) hasAll(dict []byte, known map[int]bool) bool {
	met := map[int]bool{}
	next := references(besides.ReplaceAll(dict, nil))
	for len(next) > 0 {
		n := next[len(next)-1]
		next = next[:len(next)-1]
		if met[n] || known[n] {
			continue
		}
		d, ok := v.dicts[n]
		if !ok {
			return false
		}
		met[n] = true
		if !structure.Match(d) {
			next = append(next, references(besides.ReplaceAll(d, nil))...)
		}
	}
	maps.Copy(known, met)
	return true
}
