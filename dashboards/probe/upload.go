package probe

import (
	"math/rand/v2"
	"net/http"
	"strings"
)

// files are uploads that no agency makes: of formats that are not what they say, cut, packed into
// themselves, or made to be long.
var files = []string{
	"", " ", "\x00", Mark, "<html>" + Mark, "<html><body><table>" + strings.Repeat("<tr><td>", 5000), strings.Repeat("<div>", 20_000), "%PDF-1.7\n" + strings.Repeat("1 0 obj<</Kids[1 0 R]>>", 200), "%PDF-", "PK\x03\x04" + strings.Repeat("\xff", 300), "PK\x05\x06",
	"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600), "{\\rtf1" + strings.Repeat("{", 10_000), "\x1f\x8b\x08", "Rar!\x1a\x07\x00", "\xff\xfe" + strings.Repeat("<\x00", 300), strings.Repeat("长", 50_000), "年度报告" + strings.Repeat("3,", 9000), "GIF89a", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
}

// heads are what stands above a part of a form; FIELD is the name of one.
var heads = []string{
	`Content-Disposition: form-data; name="FIELD"; filename="a.html"`, `Content-Disposition: form-data; name="FIELD"`, `Content-Disposition: form-data; name="FIELD"; filename="../../../etc/passwd"`, `Content-Disposition: form-data; name="FIELD"; filename="` + Mark + `"`,
	"Content-Disposition: form-data; name=\"FIELD\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf", "Content-Disposition: form-data; name=\"FIELD\"; filename=\"a\"\r\nContent-Transfer-Encoding: quoted-printable", `Content-Disposition: form-data; name=FIELD; filename*=UTF-8''%00%ff`, "Content-Disposition: attachment", "X: y", "", ": ", strings.Repeat("A: b\r\n", 2000) + "A: b",
}

// Forms makes n uploads that no honest browser sends.
func Forms(endpoints []Endpoint, random *rand.Rand, n int) []Request {
	one := func(list []string) string { return list[random.IntN(len(list))] }
	var all []Request
	for range n {
		e := endpoints[random.IntN(len(endpoints))]
		const boundary = "gk-boundary"
		var b strings.Builder
		for range random.IntN(4) {
			field := one(e.Params)
			if random.IntN(5) == 0 {
				field = one(names)
			}
			value := one(files)
			if random.IntN(3) == 0 {
				value = one(values)
			}
			b.WriteString("--" + boundary + "\r\n" + strings.ReplaceAll(one(heads), "FIELD", field) + "\r\n\r\n" + value + "\r\n")
		}
		r := Request{Method: http.MethodPost, Target: e.Path, Header: [][2]string{{"Content-Type", "multipart/form-data; boundary=" + boundary}}, Body: b.String() + one([]string{"--" + boundary + "--\r\n", "--" + boundary + "--\r\n", "--" + boundary + "--\r\n", "--" + boundary, "", "\r\n"})}
		if random.IntN(8) == 0 {
			r.Header = append(r.Header, headers[random.IntN(len(headers))])
		}
		all = append(all, r)
	}
	return all
}
