package audit

import (
	"cmp"
	"maps"
	"mime"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// Unknown is the stratum of what is not known: a form, the family of a site, the format of a document.
const Unknown = "unknown"

// Format is the stratum of a document by its media type: html, text, pdf, word, sheet, other or Unknown.
func Format(contentType string) string {
	media, _, _ := mime.ParseMediaType(contentType)
	switch {
	case media == "":
		return Unknown
	case media == "text/html", media == "multipart/related", strings.HasPrefix(media, "application/xhtml"):
		return "html"
	case strings.HasPrefix(media, "text/"):
		return "text"
	case media == "application/pdf":
		return "pdf"
	case media == "application/msword", media == "application/rtf", strings.Contains(media, "wordprocessingml"), strings.HasSuffix(media, "opendocument.text"):
		return "word"
	case media == "application/vnd.ms-excel", strings.Contains(media, "spreadsheet"):
		return "sheet"
	}
	return "other"
}

// Sizes says how many cells are drawn of each stratum: its share of wanted, rounded up, at least least, and
// no more than it has. So no cell stands for more than ΣN/wanted others, and the total may exceed wanted by what
// small strata are given beyond their share. The strata stand in an order of their own.
func Sizes(cells map[disclosure.AuditStratum]uint64, wanted, least uint32) []disclosure.AuditSize {
	total := uint64(0)
	for _, n := range cells {
		total += n
	}
	var all []disclosure.AuditSize
	for _, s := range slices.SortedFunc(maps.Keys(cells), compare) {
		share := (uint64(wanted)*cells[s] + total - 1) / max(total, 1)
		all = append(all, disclosure.AuditSize{AuditStratum: s, Cells: cells[s], Sampled: min(cells[s], max(share, uint64(least)))})
	}
	return all
}

func compare(a, b disclosure.AuditStratum) int {
	return cmp.Or(cmp.Compare(a.Form, b.Form), cmp.Compare(a.SiteFamily, b.SiteFamily), cmp.Compare(a.Format, b.Format))
}
