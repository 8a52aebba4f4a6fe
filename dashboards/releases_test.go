package dashboards

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleRelease is a release that is kept here, and "2024.9" one that is not.
func sampleRelease(name string, number uint64) ReleaseRow {
	m := ReleaseManifest{Format: "gongkai-release-1", Name: name, Number: number, ReleasedAt: "2025-03-01T00:00:00.000000Z", Program: "gongkai 1", Data: ReleasedData{Digest: "11ee", Captures: 5, Reports: 3, NewestParser: ptr[uint32](8), Method: ptr[uint32](3)},
		Seal: ReleasedSeal{Seal: 7, SealedAt: "2025-03-01T00:00:00.000000Z", Manifest: strings.Repeat("cd", 32), Records: 9}, Tables: []ReleasedTable{{"figures", 2}, {"rules", 1}},
		Citation: ReleasedCitation{"政府信息公开数据，版本 " + name, "Release " + name}, Key: strings.Repeat("ef", 32),
		Files: []ReleasedFile{{Path: "CITATION.cff", Bytes: 3, SHA256: strings.Repeat("11", 32)}, {Path: "data/csv/figures.csv", Bytes: 4, SHA256: strings.Repeat("22", 32)}, {Path: "data/parquet/figures/00001.parquet", Bytes: 5, SHA256: strings.Repeat("33", 32)}, {Path: "pages/readings.native.gz", Bytes: 6, SHA256: strings.Repeat("44", 32)}}}
	if number > 1 {
		m.Previous = &ReleasedBefore{"2024.9", 1, strings.Repeat("ab", 32)}
		m.Changes = &ReleasedChanges{Figures: ReleasedCount{1, 2, 3}, Method: true, Causes: []ReleasedCauses{{"reading", 0, 2, 0}, {"agency_or_reading", 1, 0, 3}}}
	}
	row := ReleaseRow{Number: number, Name: name, ReleasedAt: seen, Digest: "11ee", Seal: 7, Hash: strings.Repeat("ab", 32), Signature: "00"}
	if number > 1 {
		m.Audit = &ReleasedAudit{ID: "a0011", Cells: 600, Sampled: 4, AsDrawn: 3, Errors: 1, Wrong: 1, Rate: ptr(0.12), Low: 0.01, High: 0.5, Strata: []ReleasedAuditStratum{{Form: "2021", SiteFamily: "trs", Format: "html", Cells: 600, Sampled: 4, Errors: 1, Low: 0.01, High: 0.5}}}
		row.Audit, row.AuditRate, row.AuditLow, row.AuditHigh, row.Audited, row.Errors = ptr("a0011"), ptr(0.12), ptr(0.01), ptr(0.5), ptr[int64](4), ptr[int64](1)
	}
	text, _ := json.Marshal(m)
	row.Manifest = string(text)
	return row
}

func releaseSample() map[string]func(map[string]any) any {
	return map[string]func(map[string]any) any{
		"releases": func(p map[string]any) any {
			switch name := p["release"]; name {
			case "":
				return []ReleaseRow{sampleRelease("2025.1", 2), sampleRelease("2024.9", 1)}
			case "none":
				return nil
			default:
				return []ReleaseRow{sampleRelease(name.(string), map[bool]uint64{true: 1, false: 2}[name == "2024.9"])}
			}
		},
		"seals": always([]SealRow{{7, seen, 8, 2, 1, 1, 1, "aa", "bb", strings.Repeat("cd", 32), "00", 0, 7}}),
	}
}

var withdrawalSample = `{"number": 1, "documents": [{"sha256": "aa55", "reports": ["361022-ecology-2020"], "taken_at": "2025-04-01T00:00:00.000Z", "taken_by": "某县公开办", "reason": "含个人信息", "texts": true, "figures": "hide"}],
	"files": [{"path": "data/csv/figures.csv", "sha256": "` + strings.Repeat("77", 32) + `", "bytes": 2, "rows": 1, "withdrawn": 1}]}`

func releaseFileSample(t *testing.T) func(release, path string) (*os.File, error) {
	return func(release, path string) (*os.File, error) {
		if release == "2024.9" {
			return nil, fmt.Errorf("%s: %w", release, ErrNotFound)
		}
		text := release + " " + path
		if strings.HasPrefix(path, "withdrawals/") {
			if release != "2025.2" || !strings.Contains(path, "000001.json") {
				return nil, fmt.Errorf("%s: %w", path, ErrNotFound)
			}
			text = withdrawalSample
		}
		if release == "2025.2" && path == "SHA256SUMS" {
			text = "00  " + withdrawalPath(1) + "\n"
		}
		name := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Error(err)
		}
		return os.Open(name)
	}
}

func releaseFiguresSample(release, reportID string) ([]ReleasedFigure, error) {
	if release == "2024.9" {
		return nil, fmt.Errorf("%s: %w", release, ErrNotFound)
	}
	if reportID == "gone" {
		return nil, nil
	}
	return []ReleasedFigure{{ReportID: reportID, Indicator: "requests_new", Applicant: "total", FiscalYear: "2024", Value: ptr("12"), State: "number", Raw: "12"}, {ReportID: reportID, Indicator: "granted", State: "blank"}}, nil
}

// releaseRowSample is of a release that has everything.
func releaseRowSample(release, table, from string) (map[string]string, error) {
	if release == "2024.9" {
		return nil, fmt.Errorf("%s: %w", release, ErrNotFound)
	}
	return map[string]string{map[string]string{"counties": "county", "agencies": "agency_id", "reports": "report_id"}[table]: from, "versions": "2"}, nil
}

// releasePages are addresses with what must be read there.
var releasePages = []pageWant{
	{"/releases", []string{"已发布 2 个版本，最新的是 2025.1", `<a href="/releases/2025.1">2025.1</a>`, "链中记录</dt><dd>9</dd>", "未指定时间戳服务"}},
	{"/releases?lang=en", []string{"Releases: 2, the newest is 2025.1", `<a href="/releases/2024.9?lang=en">2024.9</a>`, "the clock of who sealed"}},
	{"/releases/2025.1", []string{"第 2 次发布", "自 2024.9 以来：数字新增 1 个、变化 2 个、撤回 3 个。", "数据版本 11ee · 报告 3 份 · 解析器第 8 版</p>", "政府信息公开数据，版本 2025.1", "文件和读取程序都换了", "评分方法有变化", `<a href="/releases/2025.1/files/data/csv/figures.csv" download>csv</a>`,
		`/releases/2025.1/files/data/parquet/figures/00001.parquet`, "gongkai verify 2025.1", `<a href="/releases/2025.1/files/release.json" download>`, "2222222222222222"}},
	{"/releases/2025.2?lang=en", []string{"Withdrawn from the files", "aa55", "2025-04-01", "某县公开办", "含个人信息", "7777777777777777", "written anew, rows withdrawn: 1", `/releases/2025.2/files/withdrawals/000001.json.sig`}},
	{"/releases/2024.9?lang=en", []string{"Number 1, released", "this is the first", "There is no release before", "are not kept by this service"}},
}

// TestReleaseFiles: what has a release in its address never changes, and nothing else is given from it.
func TestReleaseFiles(t *testing.T) {
	s := newService(t)
	for _, c := range []struct {
		address, body, kind string
		status              int
	}{
		{"/releases/2025.1/files/data/csv/figures.csv", "2025.1 data/csv/figures.csv", "text/csv; charset=utf-8; header=present", 200},
		{"/releases/2025.1/files/release.json", "2025.1 release.json", "application/json; charset=utf-8", 200},
		{"/releases/2025.1/files/SHA256SUMS", "2025.1 SHA256SUMS", "application/octet-stream", 200},
		{"/releases/2025.1/files/data/csv/more.csv", "", "", 404},
		{"/releases/2025.1/files/..%2f..%2fseal.key", "", "", 404},
		{"/releases/2024.9/files/release.json", "", "", 404},
		{"/releases/none/files/release.json", "", "", 404},
		{"/releases/none", "", "", 404},
		{"/api/v1/releases/none", "", "", 404},
		{"/api/v1/releases/2024.9/figures?report=x", "", "", 404},
		{"/api/v1/releases/2025.1/figures?report=gone", "", "", 404},
		{"/api/v1/releases/2025.1/figures", "", "", 400},
	} {
		w := s.get(c.address)
		if w.Code != c.status || c.status == http.StatusOK && (w.Body.String() != c.body || w.Header().Get("Content-Type") != c.kind || !strings.Contains(w.Header().Get("Cache-Control"), "immutable")) {
			t.Errorf("%s: %d, %s, %s: %.200s", c.address, w.Code, w.Header().Get("Content-Type"), w.Header().Get("Cache-Control"), w.Body)
		}
		if tag := w.Header().Get("ETag"); c.status == http.StatusOK && len(tag) < 66 {
			t.Errorf("%s: its ETag is %s", c.address, tag)
		}
	}
	for file, want := range map[string]string{"data/csv/figures.csv": strings.Repeat("77", 32), "withdrawals/000001.json": "-000001.json", "SHA256SUMS": "-1"} {
		w := s.get("/releases/2025.2/files/" + file)
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("ETag"), want) || w.Header().Get("Cache-Control") != "public, no-cache" {
			t.Errorf("%s of a release from which something was withdrawn: %d, %v", file, w.Code, w.Header())
		}
	}
	underWay := newServiceWith(t, func(c *Config) {
		file := c.ReleaseFile
		c.ReleaseFile = func(release, path string) (*os.File, error) {
			if path == "SHA256SUMS" || release == "2025.1" && path == withdrawalPath(1) {
				release, path = "2025.2", strings.Replace(path, "SHA256SUMS", "list", 1)
			}
			return file(release, path)
		}
	})
	for address, want := range map[string]string{"/releases/2025.2/files/data/csv/figures.csv": "no-store", "/releases/2025.1/files/data/csv/figures.csv": "no-store", "/releases/2025.2/files/release.json": "public, max-age=31536000, immutable"} {
		if w := underWay.get(address); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != want || (w.Header().Get("ETag") == "") != (want == "no-store") {
			t.Errorf("%s while something is withdrawn: %d, %v", address, w.Code, w.Header())
		}
	}
	var m ReleaseManifest
	if err := json.Unmarshal(s.get("/api/v1/releases/2025.1").Body.Bytes(), &m); err != nil || m.Changes.Causes[0].Changed != 2 {
		t.Errorf("the manifest: %+v, %v", m, err)
	}
	if body := s.get("/api/v1/releases/2025.1/figures?report=361022-ecology-2020&format=csv").Body.String(); strings.Count(body, "\n") != 3 || !strings.Contains(body, "requests_new,total") {
		t.Errorf("figures as CSV: %s", body)
	}
	none := newServiceWith(t, func(c *Config) { c.ReleaseFile, c.ReleaseFigures = nil, nil })
	if w := none.get("/releases/2025.1"); w.Code != 200 || strings.Contains(w.Body.String(), "/files/") {
		t.Errorf("a service that keeps none: %d", w.Code)
	}
}
