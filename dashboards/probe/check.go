package probe

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// safety are the headers of every answer, with what their values begin with.
var safety = map[string]string{
	"Content-Security-Policy": "", "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=()",
}

// inside is what only the program's makers should see.
var inside = []string{"goroutine 1", "goroutine 2", "runtime error", ".go:", "panic:", "DB::Exception", "/root/", "/home/"}

// Check says what is wrong with an answer; nil where nothing is.
func Check(r Request, status int, header http.Header, body string) error {
	api := strings.HasPrefix(r.Target, "/api/")
	kind := header.Get("Content-Type")
	var wrong []string
	complain := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	complain(status >= 500, "status %d", status)
	for name, want := range safety {
		complain(header.Get(name) == "" || !strings.HasPrefix(header.Get(name), want), "the header %s is %q", name, header.Get(name))
	}
	referrer := header.Get("Referrer-Policy") // neither tells another site anything
	complain(referrer != "no-referrer" && referrer != "same-origin", "the header Referrer-Policy is %q", referrer)
	complain(!strings.HasPrefix(header.Get("Content-Security-Policy"), "default-src 'none'") && !strings.HasPrefix(header.Get("Content-Security-Policy"), "sandbox; default-src 'none'"), "the policy lets too much through")
	for name, all := range header {
		value := strings.Join(all, " ")
		complain(strings.ContainsAny(value, "\r\n\x00"), "a line break in the header %s", name)
		complain(name == "Set-Cookie", "a cookie")
		complain(name == "Location" && (!strings.HasPrefix(value, "/") || strings.HasPrefix(value, "//") || strings.HasPrefix(value, "/\\")), "it leads to %s", value)
		complain(name == "Access-Control-Allow-Origin" && !api && value == "*" && !strings.HasPrefix(kind, "image/svg") && !strings.HasPrefix(kind, "text/csv") && !strings.HasPrefix(kind, "application/"), "a page for every origin")
	}
	for _, words := range inside {
		complain(strings.Contains(body, words), "what only makers should see: %s", words)
	}
	complain(strings.Contains(body, Mark) && !strings.HasPrefix(kind, "text/csv") && !strings.HasPrefix(kind, "text/plain"), "what was asked comes back unescaped as %s", kind)
	if api && status >= 400 && r.Method != http.MethodHead {
		flaw := problem(status, kind, body)
		complain(flaw != "", "%s", flaw)
	}
	if len(wrong) == 0 {
		return nil
	}
	return errors.New(r.String() + ": " + strings.Join(wrong, "; "))
}

// problem says in what an error of the API is no problem of RFC 9457.
func problem(status int, kind, body string) string {
	var p struct {
		Type, Title, Detail, Instance string
		Status                        int
	}
	if !strings.HasPrefix(kind, "application/problem+json") {
		return fmt.Sprintf("status %d as %s", status, kind)
	}
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		return fmt.Sprintf("a problem that cannot be read: %v", err)
	}
	if p.Status != status || !strings.HasPrefix(p.Type, "/data#problem-") || p.Title == "" || p.Detail == "" || !strings.HasPrefix(p.Instance, "/") {
		return fmt.Sprintf("the problem is not whole: %+v", p)
	}
	return ""
}
