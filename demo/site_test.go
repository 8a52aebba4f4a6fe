package demo

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// sample is one generator for all tests: pages are made once.
var sample = sync.OnceValue(New)

// decoded returns the text of a page whatever its encoding.
func decoded(t *testing.T, address string, p Page) string {
	t.Helper()
	if strings.Contains(address, "jichuan.demo.test") {
		b, err := simplifiedchinese.GB18030.NewDecoder().Bytes(p.Body)
		if err != nil || bytes.ContainsRune(b, utf8.RuneError) {
			t.Fatalf("%s is not GB18030: %v", address, err)
		}
		return string(b)
	}
	if !utf8.Valid(p.Body) {
		t.Fatalf("%s is not UTF-8", address)
	}
	return string(p.Body)
}

func isText(p Page) bool { return strings.HasPrefix(p.ContentType, "text/") }

func TestSameBytesEveryTime(t *testing.T) {
	a, b := sample(), New()
	for phase := 1; phase <= Phases; phase++ {
		other := map[string]Page{}
		for address, p := range b.Pages(phase) {
			other[address] = p
		}
		n := 0
		for address, p := range a.Pages(phase) {
			n++
			if q := other[address]; !bytes.Equal(p.Body, q.Body) || p.Modified != q.Modified {
				t.Errorf("phase %d: %s differs between two generators", phase, address)
			}
		}
		if n != len(other) || n < 300 {
			t.Errorf("phase %d: %d and %d pages", phase, n, len(other))
		}
	}
}

// TestPhasesDifferOnlyWherePlanned compares the first two states of the sites.
func TestPhasesDifferOnlyWherePlanned(t *testing.T) {
	d := sample()
	first := map[string]Page{}
	for address, p := range d.Pages(1) {
		first[address] = p
	}
	var fresh, changed []string
	for address, p := range d.Pages(2) {
		q, ok := first[address]
		switch {
		case !ok:
			fresh = append(fresh, p.ReportID)
		case !bytes.Equal(p.Body, q.Body) && p.ReportID != "":
			changed = append(changed, p.ReportID)
		case !bytes.Equal(p.Body, q.Body) && !strings.HasPrefix(address, "http://qinglan.demo.test/bmxxgk/mzj/zfxxgknb/"):
			t.Errorf("%s changed", address)
		}
		if ok && bytes.Equal(p.Body, q.Body) && p.ReportID != "" && p.Modified != q.Modified {
			t.Errorf("%s has a new date and the same bytes", address)
		}
	}
	if strings.Join(fresh, " ") != "990121-civil-2022" || strings.Join(changed, " ") != "990121-health-2024" {
		t.Errorf("new in phase 2: %v; changed: %v", fresh, changed)
	}
}

// TestPhase3TakesOneDownAndMovesOne compares the last two states.
func TestPhase3TakesOneDownAndMovesOne(t *testing.T) {
	d := sample()
	truth := d.Truth(3)
	if len(truth.Vanished) != 1 || len(truth.Moved) != 1 || truth.Moved[0].Reports < 20 {
		t.Fatalf("vanished: %d, moved: %+v", len(truth.Vanished), truth.Moved)
	}
	gone, move := truth.Vanished[0], truth.Moved[0]
	last := map[string]Page{}
	for address, p := range d.Pages(3) {
		last[address] = p
		if text := string(p.Body); isText(p) && (strings.Contains(text, gone.URL[strings.LastIndex(gone.URL, "/")+1:]) || strings.Contains(text, `"`+strings.TrimPrefix(move.From, "http://qinglan.demo.test")+`"`)) {
			t.Errorf("%s leads to what is gone", address)
		}
	}
	for address, p := range d.Pages(2) {
		q, ok := last[address]
		switch {
		case address == gone.URL || strings.HasPrefix(address, move.From) && p.ReportID == "":
			if ok {
				t.Errorf("%s is still there", address)
			}
		case !ok:
			t.Errorf("%s is gone", address)
		case p.ReportID != "" && !bytes.Equal(p.Body, q.Body):
			t.Errorf("%s changed", address)
		}
	}
	if _, ok := last[move.To]; !ok {
		t.Errorf("%s is not there", move.To)
	}
}

var (
	references = regexp.MustCompile(`(?:href|src)="([^"]+)"`)
	charsets   = regexp.MustCompile(`charset="?([a-z0-9-]+)`)
)

// TestNoDeadLink follows every reference of every page, attachments and pagers included.
func TestNoDeadLink(t *testing.T) {
	d := sample()
	for phase := 1; phase <= Phases; phase++ {
		pages := map[string]bool{}
		for address := range d.Pages(phase) {
			pages[address] = true
		}
		for address, p := range d.Pages(phase) {
			if !isText(p) || p.Status != 200 || phase >= 2 && !strings.Contains(address, ChangingSite) {
				continue
			}
			base, err := url.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range references.FindAllStringSubmatch(decoded(t, address, p), -1) {
				to, err := base.Parse(m[1])
				if err != nil {
					t.Errorf("%s refers to %q: %v", address, m[1], err)
					continue
				}
				if to.Scheme == "http" && !pages[to.String()] && to.Path != "/module/web/jpage/dataproxy.jsp" {
					t.Errorf("%s refers to %s, which is not there", address, to)
				}
			}
		}
	}
}

// TestCharsetIsHidden makes sure that the GB18030 site says nothing, or something untrue,
// of its charset and needs more than GB2312.
func TestCharsetIsHidden(t *testing.T) {
	said, beyond := map[string]int{}, false
	for address, p := range sample().Pages(1) {
		if !strings.Contains(address, "jichuan.demo.test") || p.ContentType != "text/html" {
			continue
		}
		text := decoded(t, address, p)
		m := append(charsets.FindStringSubmatch(text), "", "")
		said[m[1]]++
		beyond = beyond || strings.Contains(text, "•") // four bytes in GB18030, none in GBK
	}
	if said[""] < 50 || said["gb2312"] < 10 || said["utf-8"] < 5 || len(said) != 3 || !beyond {
		t.Errorf("charset named by pages: %v; beyond GBK: %v", said, beyond)
	}
}
