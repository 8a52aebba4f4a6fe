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

// readPages hands over all pages of all documents in the file. At a limit the pages before count.
func (d *ofd) readPages(hand func(*page)) error {
	var root ofdRoot
	if err := d.unmarshal("ofd.xml", &root); err != nil {
		return err
	}
	for _, b := range root.Bodies {
		if err := d.document(d.beside("ofd.xml", b.Root), hand); err != nil {
			return err
		}
	}
	return nil
}

// document reads the pages of one document, which count on from those before.
func (d *ofd) document(part string, hand func(*page)) error {
	var doc ofdDocument
	if err := d.unmarshal(part, &doc); errors.Is(err, errNoPart) {
		d.damaged = true
		return nil
	} else if err != nil {
		return err
	}
	templates := map[string]string{}
	for _, t := range doc.Common.Templates {
		templates[t.ID] = d.beside(part, t.Base)
	}
	units, err := d.units(part, append(doc.Common.Resources, doc.Common.Documents...))
	if err != nil {
		return err
	}
	d.count += len(doc.Pages)
	for _, k := range doc.Pages {
		if d.pages >= d.limits.Pages {
			return &LimitError{"pages", int64(d.limits.Pages)}
		}
		p := &page{number: d.pages + 1}
		p.width, p.height = 595, 842 // A4 where nothing says otherwise
		p.resize(doc.Common.Area.Physical)
		r := &ofdPage{ofd: d, page: p, templates: templates, units: units}
		if err := r.part(d.beside(part, k.Base), 0); errors.Is(err, errNoPart) {
			p.lost = true
		} else if err != nil {
			return err
		}
		p.chars = drawnOnce(p.chars)
		d.pages++
		hand(p)
	}
	return nil
}

// resize takes the page's size from a box of four numbers.
func (p *page) resize(box string) {
	if v := numbers(box); len(v) == 4 && v[2] > 0 && v[3] > 0 && v[2] < 5000 && v[3] < 5000 {
		p.width, p.height = v[2]*pointsPerMillimetre, v[3]*pointsPerMillimetre
	}
}
