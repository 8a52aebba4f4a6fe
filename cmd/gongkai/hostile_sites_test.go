package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/disclosure"
)

// hostile is a site that is a county's like any other but for one address, at, which answers
// as handle does. What must become of it stands beside.
type hostile struct {
	name    string
	at      string // path that misbehaves
	handle  http.HandlerFunc
	outcome string // of at
	failure disclosure.Failure
	read    disclosure.Outcome // of reading at as a report; empty: it is none
	walk    string             // state of the site's list; empty: it has none
	reports int                // documents that are had all the same
	most    int                // requests that the host may see; 0: those of a good site and three
	left    bool               // addresses are left out: the crawl as a whole is not complete
	scheme  string             // http where empty
	hosts   []string
}

const (
	hostileList = "/zfxxgk/nb/"
	goodReports = 3
	goodLeast   = 2 + 1 + goodReports // robots.txt, home, list, reports
)

func reportItem(href string, n int) string {
	return fmt.Sprintf(`<li><a href="%s">甲县第%d办事处2023年政府信息公开工作年度报告</a><span>2024-01-15</span></li>`, href, n)
}

func listPage(items ...string) string {
	return `<html><head><title>政府信息公开年报</title></head><body><ul>` + strings.Join(items, "\n") + `</ul></body></html>`
}

func homePage(href string) string {
	return `<html><head><title>甲县人民政府</title></head><body><a href="` + href + `">政府信息公开年报</a></body></html>`
}

func reportPage(n string) string {
	return `<html><head><title>甲县第` + n + `办事处2023年政府信息公开工作年度报告</title></head><body><h1>甲县第` + n + `办事处2023年政府信息公开工作年度报告</h1><div id="zoom">` +
		`<p>一、总体情况</p><p>` + strings.Repeat(`本机关主动公开政府信息12条，未收到政府信息公开申请。`, 12) + `</p></div></body></html>`
}

// goodPage is what a county site answers that means no harm.
func goodPage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch path := r.URL.Path; {
	case path == "/":
		fmt.Fprint(w, homePage(hostileList))
	case path == hostileList:
		var items []string
		for n := range goodReports {
			items = append(items, reportItem(fmt.Sprintf("r%d.html", n+1), n+1))
		}
		fmt.Fprint(w, listPage(items...))
	case strings.HasPrefix(path, hostileList+"r") && strings.HasSuffix(path, ".html"):
		fmt.Fprint(w, reportPage(strings.TrimSuffix(strings.TrimPrefix(path, hostileList+"r"), ".html")))
	default:
		http.NotFound(w, r)
	}
}

// serve starts the site and says where it listens; asked counts its requests.
func (h hostile) serve(t *testing.T, asked *atomic.Int64) string {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Host, h.name) { // somebody whose server had this port before
			http.NotFound(w, r)
			return
		}
		asked.Add(1)
		if r.URL.Path == h.at {
			h.handle(w, r)
			return
		}
		goodPage(w, r)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	if h.scheme == "https" {
		s.TLS = &tls.Config{Certificates: []tls.Certificate{expired(t, h.name+".test")}}
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// expired is a certificate that was good until yesterday.
func expired(t *testing.T, name string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	made := time.Now()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{name}, NotBefore: made.AddDate(-1, 0, 0), NotAfter: made.AddDate(0, 0, -1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// raw takes the connection over and writes what no server of the library would.
func raw(parts ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		for _, p := range parts {
			_, _ = io.WriteString(conn, p)
		}
	}
}

func reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	_ = conn.(*net.TCPConn).SetLinger(0)
	_ = conn.Close()
}

func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// drips sends a byte whenever the other side has taken the last one, and never ends.
func drips(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		if _, err := io.WriteString(w, " "); err != nil || r.Context().Err() != nil {
			return
		}
		w.(http.Flusher).Flush()
	}
}

// silent takes the request and says nothing until the other side gives up.
func silent(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// endless names two more reports and one more page on every page.
func endless(w http.ResponseWriter, r *http.Request) {
	page := 1
	_, _ = fmt.Sscan(r.URL.Query().Get("p"), &page)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, listPage(reportItem(fmt.Sprintf("r%d.html", 2*page), 2*page), reportItem(fmt.Sprintf("r%d.html", 2*page+1), 2*page+1)),
		fmt.Sprintf(`<a href="%s?p=%d">下一页</a>`, hostileList, page+1))
}

// repeating shows its first page whatever page it is asked for.
func repeating(w http.ResponseWriter, r *http.Request) {
	goodPage(w, r)
	fmt.Fprintf(w, `<a href="%s?p=%d">下一页</a>`, hostileList, len(r.URL.RawQuery)+2)
}

// calendar leads to the list of the year after, for ever.
func calendar(w http.ResponseWriter, r *http.Request) {
	year := 1
	_, _ = fmt.Sscan(r.URL.Query().Get("year"), &year)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, listPage(reportItem("r1.html", 1), reportItem("r2.html", 2), reportItem("r3.html", 3)),
		fmt.Sprintf(`<a href="%s?year=%d">政府信息公开年报</a>`, hostileList, year+1))
}

// sessions puts a name for the visit into every link.
func sessions(w http.ResponseWriter, _ *http.Request) {
	visit := rand.Text()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, listPage(reportItem("r1.html?PHPSESSID="+visit, 1), reportItem("r2.html;jsessionid="+visit, 2), reportItem("r3.html?ASPSESSIONIDAB="+visit, 3)),
		`<a href="/?PHPSESSID=`+visit+`">首页</a><a href="`+hostileList+`?PHPSESSID=`+visit+`">政府信息公开年报</a>`)
}

// doubles names each report in several spellings of one address.
func doubles(w http.ResponseWriter, r *http.Request) {
	host := strings.ToUpper(r.Host)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, listPage(reportItem("r1.html", 1), reportItem("r1.html#top", 1), reportItem("HTTP://"+host+hostileList+"r1.html", 1), reportItem("./x/../r2.html", 2), reportItem("%723.html", 3)))
}

// cookie shows the list only to who brings the cookie back that it sends.
func cookie(w http.ResponseWriter, r *http.Request) {
	if _, err := r.Cookie("seen"); err != nil {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
		http.Redirect(w, r, hostileList, http.StatusFound)
		return
	}
	goodPage(w, r)
}

func bomb(size int) http.HandlerFunc {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range size >> 20 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	}
}

// zipBomb is a small archive whose report unpacks to a large one.
func zipBomb(size int) string {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	f, err := z.Create("甲县第2办事处2023年政府信息公开工作年度报告.html")
	if err == nil {
		_, err = io.WriteString(f, reportPage("2"))
	}
	for n := 0; err == nil && n < size>>20; n++ {
		_, err = f.Write(bytes.Repeat([]byte(" "), 1<<20))
	}
	if err != nil || z.Close() != nil {
		panic("an archive in memory cannot be written")
	}
	return packed.String()
}

// heavy is a document of many megabytes that begins like a PDF.
func heavy(w http.ResponseWriter, _ *http.Request) {
	const size = 64 << 20
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Length", strconv.Itoa(size))
	_, _ = io.WriteString(w, "%PDF-1.4\n")
	part := make([]byte, 1<<16)
	_, _ = rand.Read(part)
	for left := size - 9; left > 0; left -= len(part) {
		if _, err := w.Write(part[:min(left, len(part))]); err != nil {
			return
		}
	}
}

// giant is a list of many megabytes.
func giant(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<html><body><ul>")
	item := []byte(strings.Repeat(reportItem("r1.html", 1), 100))
	for sent := 0; sent < 24<<20; sent += len(item) {
		if _, err := w.Write(item); err != nil {
			return
		}
	}
}
