package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/disclosure"
	"gongkai/letters"
	"gongkai/letters/browser"
	"gongkai/letters/docx"
	"gongkai/letters/paper"
)

// letterCommand writes letters to agencies, and the office's table of all that is open.
type letterCommand struct {
	Agency    []string `arg:"" optional:"" name:"agency" help:"IDs of agencies, as the addresses of their pages have them."`
	County    string   `placeholder:"CODE" help:"Every agency of this division, or of what lies in it, that there is something to tell."`
	Year      uint16   `placeholder:"YEAR" help:"Only reports on this year."`
	To        string   `default:"." placeholder:"DIR" help:"Folder for the letters (default: this one)."`
	Format    []string `default:"docx" enum:"docx,pdf" placeholder:"FMT" help:"docx, pdf or both (default docx); pdf needs Chromium."`
	BaseURL   string   `name:"base-url" placeholder:"URL" help:"Address of the service, which letters lead to for the evidence, for example https://www.example.gov.cn."`
	From      string   `placeholder:"NAME" help:"Who sends it (落款); room is left without."`
	Date      string   `placeholder:"DAY" help:"Day of the letter, as 2026-01-31 (default: today in China)."`
	ReplyBy   string   `name:"reply-by" placeholder:"DAY" help:"Day by which an answer is asked for; room is left without."`
	Pictures  string   `default:"auto" enum:"auto,yes,no" help:"The marked cell as a picture (yes), as a table (no), or as a picture where there is a browser (auto)."`
	Browser   string   `placeholder:"PATH" help:"The Chromium or Chrome that prints and draws (default: the one that is installed)."`
	Overwrite bool     `help:"Replace letters and tables that are there; they may have been worked on by hand."`
	Table     string   `placeholder:"FILE" help:"Write no letters but the table of all findings that are an agency's, with the objections to them, as CSV; agencies, --county and --year narrow it."`
}

// Run writes the letters and the table.
func (c *letterCommand) Run(ctx context.Context, a *app) error {
	terms, err := c.terms(a)
	if err != nil {
		return err
	}
	if !a.hasData() {
		return errors.New("there is no data to write of yet: name its folder with --data, or crawl and ingest first")
	}
	camera, end, err := c.camera(ctx, a)
	if err != nil {
		return err
	}
	defer end()
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	draws := camera
	if c.Pictures == "no" {
		draws = nil
	}
	office := letters.Office{Measures: analytics.NewMeasures(h.DB), Show: h.depict(draws)}
	if c.Table != "" {
		return c.table(ctx, a, office, terms)
	}
	agencies, err := c.agencies(ctx, a, office)
	if err != nil {
		return err
	}
	for _, agency := range agencies {
		if err := c.write(ctx, a, office, terms, agency, camera); err != nil {
			return err
		}
	}
	return nil
}

// terms are what the flags add to a letter; what is wrong with them is said before anything is opened.
func (c *letterCommand) terms(a *app) (t letters.Terms, err error) {
	if len(c.Agency) == 0 && c.County == "" && c.Table == "" {
		return t, usageError{errors.New("say whom to write to: IDs of agencies or --county CODE; or --table FILE")}
	}
	if len(c.Agency) > 0 && c.County != "" {
		return t, usageError{errors.New("name agencies or --county, not both")}
	}
	t = letters.Terms{From: c.From, Dated: disclosure.DateOf(a.clock.Now()), Base: strings.TrimRight(c.BaseURL, "/")}
	if c.Date != "" {
		if t.Dated, err = disclosure.ParseDate(c.Date); err != nil {
			return t, usageError{fmt.Errorf("--date %q: want a day like 2026-01-31", c.Date)}
		}
	}
	if c.ReplyBy != "" {
		day, err := disclosure.ParseDate(c.ReplyBy)
		if err != nil || day.Before(t.Dated) {
			return t, usageError{fmt.Errorf("--reply-by %q: want a day like 2026-01-31, not before the letter's (%s)", c.ReplyBy, t.Dated)}
		}
		t.Reply = &day
	}
	if t.Base == "" {
		return t, nil
	}
	u, err := url.Parse(t.Base)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return t, usageError{fmt.Errorf("--base-url %q: want the address of the service, like https://www.example.gov.cn", c.BaseURL)}
	}
	return t, nil
}

// camera starts the browser where one is needed; nil where there is none and none is needed.
func (c *letterCommand) camera(ctx context.Context, a *app) (*browser.Browser, func(), error) {
	nothing := func() {}
	prints := slices.Contains(c.Format, "pdf")
	if c.Table != "" || c.Pictures == "no" && !prints {
		return nil, nothing, nil
	}
	path, err := browser.Find(c.Browser)
	var b *browser.Browser
	if err == nil {
		b, err = browser.Open(ctx, path)
	}
	switch {
	case err != nil && (prints || c.Pictures == "yes" || c.Browser != ""):
		return nil, nothing, fmt.Errorf("letters as PDF and pictures of cells need a browser: %w", err)
	case err != nil:
		a.log.Warn("cells are shown as tables", "why", err)
		return nil, nothing, nil
	}
	return b, b.Close, nil
}

// agencies are those that are meant; of a county those that there may be something to tell.
func (c *letterCommand) agencies(ctx context.Context, a *app, office letters.Office) ([]string, error) {
	if c.County == "" {
		return slices.Compact(slices.Sorted(slices.Values(c.Agency))), nil
	}
	told, of, err := office.Agencies(ctx, letters.Scope{County: c.County, Year: c.Year})
	if err == nil && of == 0 {
		err = fmt.Errorf("--county %s: nothing is known of an agency of this division", c.County)
	}
	if err == nil && len(told) == 0 {
		fmt.Fprintf(a.out, "--county %s: nothing to tell any of %d agencies\n", c.County, of)
	}
	return told, err
}

// write writes the letter to one agency, in each format; none where there is nothing to tell.
func (c *letterCommand) write(ctx context.Context, a *app, office letters.Office, terms letters.Terms, agency string, camera *browser.Browser) error {
	letter, err := office.Letter(ctx, agency, c.Year)
	if errors.Is(err, letters.ErrUnknown) {
		return fmt.Errorf("%w: the address of its page has its ID", err)
	}
	if errors.Is(err, letters.ErrUnsure) {
		return fmt.Errorf("%w: gongkai agencies answer says which", err)
	}
	if err != nil {
		return err
	}
	if len(letter.Items) == 0 {
		if c.County == "" {
			fmt.Fprintf(a.out, "%s: nothing to tell (%d doubted, %d objected to, %d years not found)\n", agency, letter.Withheld.Doubted, letter.Withheld.Disputed, letter.Withheld.Unproved)
		}
		return nil
	}
	document := letter.Document(terms)
	for _, format := range slices.Compact(slices.Sorted(slices.Values(c.Format))) {
		file := filepath.Join(c.To, c.name(agency)+"."+format)
		body, err := rendered(ctx, document, format, camera)
		if err == nil {
			err = c.put(file, func(w io.Writer) error { _, err := w.Write(body); return err })
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%s: findings %d, left out %d\n", file, len(letter.Items), letter.Withheld.Doubted+letter.Withheld.Disputed)
	}
	return nil
}

// name is the file of an agency's letter.
func (c *letterCommand) name(agency string) string {
	agency = strings.NewReplacer("/", "_", `\`, "_").Replace(agency) // whatever a page calls it, the file stays in the folder
	if c.Year > 0 {
		return fmt.Sprintf("%s-%d", agency, c.Year)
	}
	return agency
}

func rendered(ctx context.Context, d *paper.Document, format string, camera *browser.Browser) ([]byte, error) {
	if format == "pdf" {
		return camera.Print(ctx, d)
	}
	var b bytes.Buffer
	err := docx.Write(&b, d)
	return b.Bytes(), err
}

// table writes the office's table.
func (c *letterCommand) table(ctx context.Context, a *app, office letters.Office, terms letters.Terms) error {
	rows := 0
	scopes := []letters.Scope{{County: c.County, Year: c.Year}}
	if len(c.Agency) > 0 {
		scopes = nil
		for _, agency := range c.Agency {
			scopes = append(scopes, letters.Scope{Agency: agency, Year: c.Year})
		}
	}
	err := c.put(c.Table, func(w io.Writer) error {
		t, err := letters.NewCSV(w)
		if err != nil {
			return err
		}
		for _, s := range scopes {
			if err := office.Table(ctx, s, terms, disclosure.DateOf(a.clock.Now()), func(row []string) error { rows++; return t.Row(row) }); err != nil {
				return err
			}
		}
		return t.Close()
	})
	if err == nil {
		fmt.Fprintf(a.out, "%s: rows %d\n", c.Table, rows)
	}
	return err
}

// put writes a file whole or not at all. One that is there stays: a person may have worked on it.
func (c *letterCommand) put(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil && !c.Overwrite {
		return fmt.Errorf("%s is there already: --overwrite replaces it", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".letter-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone where it was renamed
	if err := errors.Join(write(f), f.Chmod(0o644), f.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
