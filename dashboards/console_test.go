package dashboards

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const consoleJSON = `{"meta":[{"name":"report_id","type":"String"},{"name":"n","type":"Nullable(Decimal(18, 6))"},{"name":"raw","type":"String"}],
"data":[["990101-civil-2024",12.10,"<b>"],["../x",null,"=1"]],"rows":2}`

func consoleService(t *testing.T, answer func(sql string, w io.Writer) error) *service {
	t.Helper()
	return newServiceWith(t, func(c *Config) {
		c.Query = func(_ context.Context, sql string, w io.Writer) error { return answer(sql, w) }
		c.Examples = []Example{{"先看看", "Looking", "多少？", "How many?", "SELECT 1", "`n` 不是 <0>", "`n` of 县 is not <0>"}, {"比较", "Comparing", "何处？", "Where?", "SELECT 2", "", ""}}
	})
}

func TestConsolePage(t *testing.T) {
	s := consoleService(t, func(sql string, w io.Writer) error {
		switch sql {
		case "wrong":
			return &QueryError{"Unknown column <b>"}
		case "broken":
			return errors.New("secret of the database")
		case "large":
			for {
				if _, err := fmt.Fprint(w, strings.Repeat("x", 1<<20)); err != nil {
					return err
				}
			}
		case "none":
			_, err := io.WriteString(w, `{"meta":[{"name":"n","type":"UInt8"}],"data":[]}`)
			return err
		}
		_, err := io.WriteString(w, consoleJSON)
		return err
	})
	for _, c := range []struct {
		sql, lang string
		status    int
		want      []string
	}{
		{"", "zh", 200, []string{"每次最多运行 10 秒、返回 10,000 行", `<a href="/sql?q=SELECT&#43;1">多少？</a>`, `<h3>比较</h3>`, `<ol class="examples" start="2">`}},
		{"SELECT 1", "zh", 200, []string{`<td><a href="/reports/990101-civil-2024">990101-civil-2024</a></td><td class="num">12.10</td><td>&lt;b&gt;</td>`, `<td>../x</td><td class="num"><span class="muted" title="NULL">不知道</span></td><td>=1</td>`, "2 行", `href="/api/v1/sql?q=SELECT&#43;1&amp;format=csv"`, `aria-current="true">多少？`, `<h2>多少？</h2><p class="subtitle"><code>n</code> 不是 &lt;0&gt;</p>`}},
		{"SELECT 1", "en", 200, []string{"<h3>Looking</h3>", `<h2>How many?</h2><p class="subtitle"><code>n</code> of <span lang="zh-Hans">县</span> is not &lt;0&gt;</p>`}},
		{"wrong", "en", 400, []string{"Unknown column &lt;b&gt;", ">wrong</textarea>", "How many?"}},
		{"none", "en", 200, []string{"No row fits"}},
		{"large", "en", 400, []string{"larger than 16 MB"}},
		{strings.Repeat("x", consoleLength+1), "en", 400, []string{"an address can carry 6000"}},
		{"broken", "en", 500, []string{"written to the log"}},
	} {
		w := s.get("/sql?lang=" + c.lang + "&q=" + url.QueryEscape(c.sql))
		if w.Code != c.status || w.Header().Get("Cache-Control") != "no-store" || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%.20q: %d, %s", c.sql, w.Code, w.Header().Get("Cache-Control"))
		}
		for _, want := range c.want {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%.20q does not say %s", c.sql, want)
			}
		}
	}
	if w := s.get("/api/v1/sql?q=1&format=csv"); w.Body.String() != "\ufeffreport_id,n,raw\n990101-civil-2024,12.10,<b>\n../x,,'=1\n" || w.Header().Get("X-Total-Count") != "2" {
		t.Errorf("CSV: %q", w.Body)
	}
	for address, want := range map[string]string{"/api/v1/sql": "problem-parameter", "/api/v1/sql?q=1&fields=n": "problem-unknown_parameter", "/api/v1/sql?q=1&format=xml": "problem-parameter", "/api/v1/sql?q=wrong": "problem-query"} {
		if w := s.get(address); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
	}
}

// Queries wait for their turn; who does not wait any more gives it up.
func TestQueriesTakeTurns(t *testing.T) {
	begun, end := make(chan struct{}), make(chan struct{})
	s := consoleService(t, func(_ string, w io.Writer) error {
		begun <- struct{}{}
		<-end
		_, err := io.WriteString(w, consoleJSON)
		return err
	})
	done := make(chan int)
	for range consoleAtOnce + 1 {
		go func() { done <- s.get("/api/v1/sql?q=1").Code }()
	}
	for range consoleAtOnce {
		<-begun
	}
	select {
	case <-begun:
		t.Fatal("more queries run than may")
	default:
	}
	end <- struct{}{}
	<-begun // the one that waited
	for range consoleAtOnce {
		end <- struct{}{}
	}
	for range consoleAtOnce + 1 {
		if code := <-done; code != http.StatusOK {
			t.Errorf("a query gave %d", code)
		}
	}
}

func TestNoConsole(t *testing.T) {
	s := newService(t)
	if w := s.get("/sql?q=SELECT+1"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "没有开放网页查询") || strings.Contains(w.Body.String(), "<textarea") {
		t.Errorf("/sql gave %d", w.Code)
	}
	if w := s.get("/api/v1/sql?q=SELECT+1"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "problem-no_sql") {
		t.Errorf("the API gave %d %s", w.Code, w.Body)
	}
}
