package crawler

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"gongkai/disclosure/full"
)

// names is a DNS of the test's own: what each name answers, one answer after the other, the last for
// ever. A name that it does not know is 127.0.0.1, as the worst resolver would have it.
type names struct {
	mu      sync.Mutex
	answers map[string][][]string
	asked   map[string]int
}

func (n *names) next(name string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	turn := n.asked[name]
	n.asked[name]++
	all := n.answers[name]
	if len(all) == 0 {
		return []string{"127.0.0.1", "::1"}
	}
	return all[min(turn/2, len(all)-1)] // A and AAAA are asked for one by one
}

// dial gives the resolver a connection to this DNS: a stream, as over TCP.
func (n *names) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	go func() {
		defer ours.Close()
		for {
			var length uint16
			if binary.Read(ours, binary.BigEndian, &length) != nil {
				return
			}
			question := make([]byte, length)
			if _, err := io.ReadFull(ours, question); err != nil {
				return
			}
			answer, err := n.answer(question)
			if err != nil {
				return
			}
			if _, err := ours.Write(binary.BigEndian.AppendUint16(nil, uint16(len(answer)))); err != nil {
				return
			}
			if _, err := ours.Write(answer); err != nil {
				return
			}
		}
	}()
	return theirs, nil
}

func (n *names) answer(question []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil {
		return nil, err
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	q := m.Questions[0]
	for _, text := range n.next(strings.TrimSuffix(q.Name.String(), ".")) {
		a := netip.MustParseAddr(text)
		header := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
		switch {
		case a.Is4() && q.Type == dnsmessage.TypeA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: a.As4()}})
		case a.Is6() && q.Type == dnsmessage.TypeAAAA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
		}
	}
	return m.Pack()
}

var errWouldConnect = errors.New("the test connects nowhere")

// spellings are private addresses as a page may write them. To "" nothing is sent; to another, that is
// where a crawler would connect: the counter-test, and what stands before the @ or behind the # is nobody.
var spellings = []struct{ class, url, connects string }{
	{"plain", "http://127.0.0.1/", ""}, {"plain", "http://10.0.0.1/", ""}, {"plain", "http://192.168.1.1:8080/", ""}, {"plain", "http://172.31.255.255/", ""},
	{"plain", "http://169.254.169.254/latest/meta-data/", ""}, {"plain", "http://100.100.100.200/", ""}, {"plain", "http://0.0.0.0/", ""}, {"plain", "http://255.255.255.255/", ""},
	{"plain", "http://localhost/", ""}, {"plain", "http://LOCALHOST/", ""}, {"plain", "http://localhost.localdomain/", ""}, {"plain", "http://foo.localhost/", ""}, {"plain", "http://metadata.google.internal/", ""},
	{"decimal", "http://2130706433/", ""}, {"decimal", "http://2852039166/", ""}, {"decimal", "http://127.1/", ""}, {"decimal", "http://127.0.1/", ""}, {"decimal", "http://0/", ""}, {"decimal", "http://10.1/", ""},
	{"octal", "http://0177.0.0.1/", ""}, {"octal", "http://0177.1/", ""}, {"octal", "http://017700000001/", ""}, {"octal", "http://127.0.0.01/", ""}, {"octal", "http://00000177.0.0.1/", ""}, {"octal", "http://012.0.0.1/", ""},
	{"hexadecimal", "http://0x7f000001/", ""}, {"hexadecimal", "http://0x7f.0.0.1/", ""}, {"hexadecimal", "http://0x7F.1/", ""}, {"hexadecimal", "http://0xa9fea9fe/", ""}, {"hexadecimal", "http://0x7f.0.0x0.0x1/", ""},
	{"overflow", "http://4294967297/", ""}, {"overflow", "http://127.0.0.257/", ""}, {"overflow", "http://340282366920938463463374607431768211457/", ""},
	{"IPv6", "http://[::1]/", ""}, {"IPv6", "http://[::]/", ""}, {"IPv6", "http://[0:0:0:0:0:0:0:1]/", ""}, {"IPv6", "http://[0000::0001]:80/", ""}, {"IPv6", "http://[fc00::1]/", ""}, {"IPv6", "http://[fd12:3456::1]/", ""},
	{"IPv6", "http://[fe80::1]/", ""}, {"IPv6", "http://[fec0::1]/", ""}, {"IPv6", "http://[ff02::1]/", ""}, {"IPv6", "http://[100::1]/", ""}, {"IPv6", "http://[2001:db8::1]/", ""},
	{"IPv4 in IPv6", "http://[::ffff:127.0.0.1]/", ""}, {"IPv4 in IPv6", "http://[::ffff:7f00:1]/", ""}, {"IPv4 in IPv6", "http://[::FFFF:A9FE:A9FE]/", ""}, {"IPv4 in IPv6", "http://[::127.0.0.1]/", ""},
	{"IPv4 in IPv6", "http://[::ffff:0:127.0.0.1]/", ""}, {"IPv4 in IPv6", "http://[0:0:0:0:0:ffff:10.0.0.1]/", ""}, {"IPv4 in IPv6", "http://[64:ff9b::127.0.0.1]/", ""}, {"IPv4 in IPv6", "http://[64:ff9b:1::a00:1]/", ""},
	{"IPv4 in IPv6", "http://[2002:7f00:1::]/", ""}, {"IPv4 in IPv6", "http://[2002:a9fe:a9fe::1]/", ""}, {"IPv4 in IPv6", "http://[2001:0:7f00:1::]/", ""},
	{"zones", "http://[fe80::1%25lo]/", ""}, {"zones", "http://[::1%25lo]/", ""}, {"zones", "http://[::ffff:127.0.0.1%25eth0]/", ""}, {"zones", "http://[fe80::1%lo]/", ""}, {"zones", "http://[2400:3200::1%25lo]/", ""},
	{"dots", "http://127.0.0.1./", ""}, {"dots", "http://localhost./", ""}, {"dots", "http://localhost../", ""}, {"dots", "http://127..0.0.1/", ""}, {"dots", "http://.127.0.0.1/", ""}, {"dots", "http://10.0.0.1.:80/", ""},
	{"other digits", "http://１２７．０．０．１/", ""}, {"other digits", "http://①②⑦.⓪.⓪.①/", ""}, {"other digits", "http://127。0。0。1/", ""}, {"other digits", "http://127．0．0．1/", ""}, {"other digits", "http://ｌｏｃａｌｈｏｓｔ/", ""},
	{"other digits", "http://𝟭𝟮𝟳.𝟬.𝟬.𝟭/", ""}, {"other digits", "http://١٢٧.٠.٠.١/", ""}, {"other digits", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", ""}, {"other digits", "http://xn--127/", ""},
	{"escapes", "http://%31%32%37.0.0.1/", ""}, {"escapes", "http://127%2e0%2e0%2e1/", ""}, {"escapes", "http://127.0.0.1%00.example.gov.cn/", ""}, {"escapes", "http://127.0.0.1%2f.example.gov.cn/", ""}, {"escapes", "http://127.0.0.1\t/", ""},
	{"escapes", "http://127.0.0.1\n.example.gov.cn/", ""}, {"escapes", "http://127.0.0.1\\.example.gov.cn/", ""}, {"escapes", "http:\\\\127.0.0.1/", ""}, {"escapes", "http:/127.0.0.1/", ""}, {"escapes", "http:///127.0.0.1/", ""},
	{"user names", "http://www.example.gov.cn@127.0.0.1/", ""}, {"user names", "http://www.example.gov.cn:80@127.0.0.1:80/", ""}, {"user names", "http://a:b@[::1]/", ""}, {"user names", "http://www.example.gov.cn%40127.0.0.1/", ""},
	{"user names", "http://127.0.0.1@www.example.gov.cn/", "8.8.8.8:80"}, {"user names", "http://www.example.gov.cn\\@127.0.0.1/", ""}, {"user names", "http://www.example.gov.cn#@127.0.0.1/", "8.8.8.8:80"}, {"user names", "http://www.example.gov.cn?@127.0.0.1/", "8.8.8.8:80"},
	{"ports", "http://127.0.0.1:0/", ""}, {"ports", "http://127.0.0.1:65536/", ""}, {"ports", "http://127.0.0.1:80:80/", ""}, {"ports", "http://127.0.0.1:/", ""}, {"ports", "https://127.0.0.1:22/", ""}, {"ports", "http://127.0.0.1:+80/", ""},
	{"schemes", "file:///etc/passwd", ""}, {"schemes", "gopher://127.0.0.1/", ""}, {"schemes", "ftp://127.0.0.1/", ""}, {"schemes", "unix:///run/x.sock", ""}, {"schemes", "javascript:alert(1)", ""}, {"schemes", "data:text/html,x", ""},
	{"schemes", "HTTP://127.0.0.1/", ""}, {"schemes", "//127.0.0.1/", ""}, {"schemes", "jar:http://127.0.0.1!/", ""},
	{"names", "http://private.test/", ""}, {"names", "http://private6.test/", ""}, {"names", "http://mapped.test/", ""}, {"names", "http://first-public.test/", "8.8.8.8:80"}, {"names", "http://first-private.test/", "8.8.8.8:80"},
	{"names", "http://127.0.0.1.nip.test/", ""}, {"names", "http://www.example.gov.cn/", "8.8.8.8:80"}, {"names", "http://www.example.gov.cn./", "8.8.8.8:80"}, {"names", "http://8.8.8.8/", "8.8.8.8:80"}, {"names", "http://[2400:3200::1]:8080/", "[2400:3200::1]:8080"},
	{"names", "http://[::ffff:8.8.8.8]/", "8.8.8.8:80"},
}

// TestSpellings: whatever way a private address is written, nothing is sent there.
func TestSpellings(t *testing.T) {
	dns := &names{asked: map[string]int{}, answers: map[string][][]string{
		"www.example.gov.cn": {{"8.8.8.8"}}, "private.test": {{"10.0.0.1", "192.168.0.1"}}, "private6.test": {{"fd00::1", "::1"}}, "mapped.test": {{"::ffff:127.0.0.1", "64:ff9b::7f00:1"}},
		"first-public.test": {{"8.8.8.8", "127.0.0.1"}}, "first-private.test": {{"127.0.0.1", "8.8.8.8"}},
	}}
	counts := map[string]int{}
	for _, s := range spellings {
		counts[s.class]++
		connects, err := wouldConnect(dns, s.url)
		if s.connects == "" && len(connects) > 0 || s.connects != "" && !slices.Contains(connects, s.connects) {
			t.Errorf("%q: connects to %v (%v), want %q", s.url, connects, err, s.connects)
		}
		var private *privateAddressError
		var address *net.AddrError
		var lookup *net.DNSError
		if s.connects == "" && !errors.As(err, &private) && !errors.As(err, &lookup) && !errors.As(err, &address) && !errors.Is(err, errNoAddress) {
			t.Errorf("%q: nothing is sent, but for another reason: %v", s.url, err)
		}
	}
	full.Count("private addresses that the crawler does not ask, by %d ways to write them: %d", len(counts), len(spellings))
}

// TestRebinding: a name that is public when it is first asked for and private when it is connected to is
// judged by what is connected to, each time.
func TestRebinding(t *testing.T) {
	dns := &names{asked: map[string]int{}, answers: map[string][][]string{"rebinding.test": {{"8.8.8.8"}, {"127.0.0.1"}, {"8.8.4.4"}, {"10.0.0.1"}}}}
	for _, want := range []string{"8.8.8.8:80", "", "8.8.4.4:80", ""} {
		connects, err := wouldConnect(dns, "http://rebinding.test/")
		var private *privateAddressError
		if strings.Join(connects, " ") != want || want == "" && !errors.As(err, &private) {
			t.Errorf("connects to %v (%v), want %q", connects, err, want)
		}
	}
}

var errNoAddress = errors.New("no address to be asked")

// wouldConnect returns to which addresses a crawler would connect for a link, without doing so.
func wouldConnect(dns *names, link string) (connects []string, err error) {
	u, err := canonical(nil, link)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoAddress, err)
	}
	d := newDialer(nil, false)
	d.guarded.Resolver = &net.Resolver{PreferGo: true, Dial: dns.dial}
	var mu sync.Mutex
	refuse := d.guarded.Control
	d.guarded.Control = func(network, address string, c syscall.RawConn) error {
		if err := refuse(network, address, c); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		connects = append(connects, address)
		return errWouldConnect
	}
	_, err = d.DialContext(context.Background(), "tcp", hostPort(u))
	mu.Lock()
	defer mu.Unlock()
	return connects, err
}
