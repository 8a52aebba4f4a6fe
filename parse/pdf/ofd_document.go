package pdf

import "errors"

// The parts of an OFD that say which pages it has. Names of elements are matched without their
// namespace: writers of early versions have another.
type (
	ofdRoot struct {
		Bodies []struct {
			Root string `xml:"DocRoot"`
		} `xml:"DocBody"`
	}
	ofdDocument struct {
		Common struct {
			Area      ofdArea `xml:"PageArea"`
			Templates []struct {
				ID   string `xml:"ID,attr"`
				Base string `xml:"BaseLoc,attr"`
			} `xml:"TemplatePage"`
			Resources []string `xml:"PublicRes"`
			Documents []string `xml:"DocumentRes"`
		} `xml:"CommonData"`
		Pages []struct {
			Base string `xml:"BaseLoc,attr"`
		} `xml:"Pages>Page"`
	}
	ofdArea struct {
		Physical string `xml:"PhysicalBox"`
	}
)

// readPages reads all pages of all documents in the file. With a limit come the pages before.
func (d *ofd) readPages() ([]*page, error) {
	var root ofdRoot
	if err := d.unmarshal("ofd.xml", &root); err != nil {
		return nil, err
	}
	var pages []*page
	for _, b := range root.Bodies {
		more, err := d.document(d.beside("ofd.xml", b.Root), len(pages))
		pages = append(pages, more...)
		if err != nil {
			return pages, err
		}
	}
	return pages, nil
}

// document reads the pages of one document, which count on from before.
func (d *ofd) document(part string, before int) ([]*page, error) {
	var doc ofdDocument
	if err := d.unmarshal(part, &doc); errors.Is(err, errNoPart) {
		d.damaged = true
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	templates := map[string]string{}
	for _, t := range doc.Common.Templates {
		templates[t.ID] = d.beside(part, t.Base)
	}
	units, err := d.units(part, append(doc.Common.Resources, doc.Common.Documents...))
	if err != nil {
		return nil, err
	}
	d.count += len(doc.Pages)
	var pages []*page
	for _, k := range doc.Pages {
		if before+len(pages) >= d.limits.Pages {
			return pages, &LimitError{"pages", int64(d.limits.Pages)}
		}
		p := &page{number: before + len(pages) + 1}
		p.width, p.height = 595, 842 // A4 where nothing says otherwise
		p.resize(doc.Common.Area.Physical)
		r := &ofdPage{ofd: d, page: p, templates: templates, units: units}
		if err := r.part(d.beside(part, k.Base), 0); errors.Is(err, errNoPart) {
			p.lost = true
		} else if err != nil {
			return pages, err
		}
		p.chars = drawnOnce(p.chars)
		pages = append(pages, p)
	}
	return pages, nil
}

// resize takes the page's size from a box of four numbers.
func (p *page) resize(box string) {
	if v := numbers(box); len(v) == 4 && v[2] > 0 && v[3] > 0 && v[2] < 5000 && v[3] < 5000 {
		p.width, p.height = v[2]*pointsPerMillimetre, v[3]*pointsPerMillimetre
	}
}
