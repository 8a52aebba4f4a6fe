package walk

import (
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"

	"gongkai/disclosure"
)

// Bounds of a sitemap: sitemaps.org allows 50,000 addresses in one; of an index only the first
// few sitemaps are worth a request.
const (
	mostPlaces   = 50_000
	mostSitemaps = 5
)

// IsSitemap reports whether a text is a sitemap or an index of them.
func IsSitemap(text string) bool {
	head := text[:min(len(text), 1024)]
	return strings.Contains(head, "<urlset") || strings.Contains(head, "<sitemapindex")
}

// Sitemap picks the columns of annual reports from a sitemap, by their addresses: there are no
// words. An index leads to its sitemaps.
func Sitemap(address, text string) disclosure.Page {
	page := disclosure.Page{Family: generic.name, Role: disclosure.RoleColumn}
	base, err := url.Parse(address)
	if err != nil {
		return page
	}
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is decoded
	inside, places, maps := "", 0, 0
	seen := map[string]bool{}
	for places < mostPlaces {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) || err != nil {
			break // what came before a fault stands
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if name := start.Name.Local; name != "loc" {
			if name == "url" || name == "sitemap" {
				inside = name
			}
			continue
		}
		var loc string
		if decoder.DecodeElement(&loc, &start) != nil {
			break
		}
		places++
		u, err := base.Parse(strings.TrimSpace(loc))
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || seen[u.String()] {
			continue
		}
		seen[u.String()] = true
		switch {
		case inside == "sitemap" && maps < mostSitemaps:
			maps++
			page.Links = append(page.Links, disclosure.Link{URL: u.String(), Role: disclosure.RoleColumn})
		case inside == "url" && annualSlug.MatchString(u.Path):
			page.Links = append(page.Links, disclosure.Link{URL: u.String(), Role: disclosure.RoleList})
		}
	}
	return page
}
