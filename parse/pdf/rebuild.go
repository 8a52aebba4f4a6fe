package pdf

import (
	"bytes"
	"fmt"
	"slices"
)

// rebuilt gives a file whose table of contents is gone, or leads nowhere, a list of its pages
// and what PDFium needs to make the table anew: it looks for the objects itself. lost are the
// pages, from 0, of which a part is not there; they are not to be read. No more pages are
// looked at than are read. Where none is whole the file is nil, and where it is encrypted: the
// key was in the table.
func rebuilt(body []byte, most int) (file []byte, lost map[int]bool) {
	v := takeInventory(body)
	pages := v.pages()
	lost = map[int]bool{}
	var kids bytes.Buffer
	empty, list, root := v.last+1, v.last+2, v.last+3
	for i, n := range pages {
		if i < most && !v.whole(n) {
			lost[i], n = true, empty
		}
		fmt.Fprintf(&kids, "%d 0 R ", n)
	}
	if v.locked || len(lost) == min(len(pages), most) {
		return nil, lost
	}
	var tail bytes.Buffer
	tail.WriteString("\nendstream\nendobj\n") // of the object in which the file was cut off
	fmt.Fprintf(&tail, "%d 0 obj\n<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>\nendobj\n", empty, list)
	fmt.Fprintf(&tail, "%d 0 obj\n<</Type/Pages/Kids[%s]/Count %d>>\nendobj\n", list, kids.Bytes(), len(pages))
	fmt.Fprintf(&tail, "%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n", root, list)
	fmt.Fprintf(&tail, "trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n", root+1, root)
	return append(slices.Clip(body), tail.Bytes()...), lost
}
