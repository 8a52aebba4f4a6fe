package agencylist

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongkai/disclosure"
	"gongkai/disclosure/register"
)

// file is a file of registers as it is written.
type file struct {
	Counties []county `yaml:"counties"`
}

// county is what a person says of one division.
type county struct {
	DivisionCode text     `yaml:"division_code"`
	Name         text     `yaml:"name"`
	Source       text     `yaml:"source"`
	Agencies     []body   `yaml:"agencies"`
	NotAgencies  []text   `yaml:"not_agencies"`
	Notices      []notice `yaml:"notices"`
}

// body is an agency of the division, or one that was there.
type body struct {
	Name         text   `yaml:"name"`
	Family       text   `yaml:"family"`
	From         text   `yaml:"from"`
	To           text   `yaml:"to"`
	Also         []text `yaml:"also"`
	Predecessors []text `yaml:"predecessors"`
}

// notice is a local notice that sets the day of reports.
type notice struct {
	FiscalYear text   `yaml:"fiscal_year"`
	Deadline   text   `yaml:"deadline"`
	Covers     []text `yaml:"covers"`
	Agencies   []text `yaml:"agencies"`
	IssuedOn   text   `yaml:"issued_on"`
	Source     text   `yaml:"source"`
}

// text is a scalar with its line.
type text struct {
	value string
	line  int
}

func (t *text) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: must be a text", n.Line)
	}
	t.line = n.Line
	if n.Tag != "!!null" {
		t.value = strings.TrimSpace(n.Value)
	}
	return nil
}

// Load reads a file of registers; name stands for it in errors. It is strict: everything that is
// wrong is said at once, each as NAME:LINE: what, and what to write instead.
func Load(r io.Reader, name string) ([]register.County, error) {
	var f file
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	var wrong *yaml.TypeError
	switch err := decoder.Decode(&f); {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s: the file is empty: write a list under the key counties", name)
	case errors.As(err, &wrong):
		var all []error
		for _, e := range wrong.Errors {
			all = append(all, located(name, e))
		}
		return nil, errors.Join(all...)
	case err != nil:
		return nil, located(name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: a second document begins behind the first: write all counties into one list", name)
	}
	if len(f.Counties) == 0 {
		return nil, fmt.Errorf("%s: the list under counties: is missing", name)
	}
	c := checker{file: name}
	seen := map[string]int{}
	var counties []register.County
	for _, raw := range f.Counties {
		code := raw.DivisionCode
		if line, twice := seen[code.value]; twice && code.value != "" {
			c.bad(code, "division_code: %s is in line %d already: write its list once", code.value, line)
			continue
		}
		seen[code.value] = code.line
		counties = append(counties, c.county(raw))
	}
	return counties, errors.Join(c.errs...)
}

// located writes an error of the YAML library as NAME:LINE.
func located(name, text string) error {
	text = strings.NewReplacer("in type agencylist.file", "here", "in type agencylist.county", "in a county", "in type agencylist.body", "in an agency", "in type agencylist.notice", "in a notice").Replace(text)
	if line, what, ok := strings.Cut(strings.TrimPrefix(text, "line "), ": "); ok && strings.HasPrefix(text, "line ") {
		return fmt.Errorf("%s:%s: %s", name, line, what)
	}
	return fmt.Errorf("%s: %s", name, text)
}

// checker turns what is written into what it means, and collects what is wrong.
type checker struct {
	file string
	errs []error
}

func (c *checker) bad(t text, format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s:%d: %s", c.file, t.line, fmt.Sprintf(format, args...)))
}

func (c *checker) county(raw county) register.County {
	k := register.County{Source: raw.Source.value}
	code, name := raw.DivisionCode.value, raw.Name.value
	d := disclosure.DivisionOfSite(disclosure.Site{DivisionCode: code, Name: name})
	switch {
	case code == "":
		c.errs = append(c.errs, fmt.Errorf("%s: a county has no division_code: write its code of GB/T 2260, in quotes", c.file))
		return k
	case !disclosure.ValidCode(code):
		c.bad(raw.DivisionCode, "division_code: %q is no code of GB/T 2260: write six digits, in quotes", code)
		return k
	case d.Name == "":
		c.bad(raw.DivisionCode, "name: %s is not among the divisions that are known here: write the name of the division", code)
		return k
	case name != "" && name != d.Name:
		c.bad(raw.Name, "name: %s is %s, not %s", code, d.Name, name)
		return k
	}
	k.Division = d
	if k.Source == "" {
		c.bad(raw.DivisionCode, "source: is missing: say where the list comes from")
	}
	named := map[string]int{} // agencies by ID
	for _, b := range raw.Agencies {
		a, ok := c.agency(k.Division, b)
		if !ok {
			continue
		}
		if line, twice := named[a.ID]; twice {
			c.bad(b.Name, "name: %s is the agency of line %d already: write its other names under also", b.Name.value, line)
			continue
		}
		named[a.ID] = b.Name.line
		k.Agencies = append(k.Agencies, a)
	}
	c.answers(&k, raw, named)
	for _, n := range raw.Notices {
		if notice, ok := c.notice(k, n); ok {
			k.Notices = append(k.Notices, notice)
		}
	}
	return k
}

// agency places a body in the division.
func (c *checker) agency(d disclosure.Division, b body) (a register.Agency, ok bool) {
	errs := len(c.errs)
	if b.Name.value == "" {
		c.errs = append(c.errs, fmt.Errorf("%s: an agency of %s has no name", c.file, d.Code))
		return a, false
	}
	resolved, certain := disclosure.ResolveAgency(b.Name.value, d)
	family := disclosure.Family(b.Family.value)
	switch {
	case certain && resolved.DivisionCode != d.Code:
		c.bad(b.Name, "name: %s is an agency of %s (%s): write it under that division_code", b.Name.value, resolved.DivisionName, resolved.DivisionCode)
	case certain && family != "" && family != resolved.Family:
		c.bad(b.Family, "family: the name says %s: leave it out", resolved.Family)
	case !certain && family == "":
		c.bad(b.Name, "name: which kind of body %s is can't be told from its name: write family, such as other", b.Name.value)
	case !certain && !isFamily(family):
		c.bad(b.Family, "family: %q is none: write one of %s", family, strings.Join(familyCodes(), ", "))
	}
	if !certain {
		resolved = bodyOf(d, family, resolved.Name)
	}
	a = register.Agency{Agency: resolved, From: c.day(b.From, "from"), To: c.day(b.To, "to")}
	if a.From != nil && a.To != nil && a.To.Before(*a.From) {
		c.bad(b.To, "to: %s is before from", a.To)
	}
	for _, p := range b.Predecessors {
		if before, certain := disclosure.ResolveAgency(p.value, d); certain {
			a.Predecessors = append(a.Predecessors, before.ID)
		} else {
			c.bad(p, "predecessors: which agency %s was can't be told: write its whole name", p.value)
		}
	}
	return a, len(c.errs) == errs
}

// StandsOnName reports whether nothing but its name makes an agency another one than those
// beside it, so that a person can say that two are one.
func StandsOnName(a disclosure.Agency) bool {
	return a.ID != a.DivisionCode+"-"+string(a.Family)
}

// bodyOf is an agency whose family a person named.
func bodyOf(d disclosure.Division, f disclosure.Family, name string) disclosure.Agency {
	a := disclosure.Agency{ID: d.Code + "-" + string(f) + "-" + name, Name: name, DivisionCode: d.Code, DivisionName: d.Name, Level: d.Level(), Family: f}
	if d.Level() == disclosure.LevelCounty {
		a.CountyCode = d.Code
	}
	if f == disclosure.FamilyTownship || f == disclosure.FamilySubdistrict {
		a.Level = disclosure.LevelTownship
	}
	return a
}

// answers are the names that mean an agency or none because a person says so.
// agencies has the line of each agency that is listed.
func (c *checker) answers(k *register.County, raw county, agencies map[string]int) {
	k.Names = map[string]string{}
	answer := func(t text, id string) {
		if t.value == "" {
			return
		}
		a, certain := disclosure.ResolveAgency(t.value, k.Division)
		switch was, twice := k.Names[a.ID]; {
		case certain && a.ID == id: // said twice, no harm
		case certain && !StandsOnName(a):
			c.bad(t, "%s already means %s: no list can change that", t.value, a.Name)
		case twice && was != id:
			c.bad(t, "%s has got another meaning in this list", t.value)
		default:
			k.Names[a.ID] = id
		}
	}
	for _, b := range raw.Agencies {
		i := slices.IndexFunc(k.Agencies, func(a register.Agency) bool { return agencies[a.ID] == b.Name.line })
		if i < 0 {
			continue // it is wrong in another way
		}
		if _, certain := disclosure.ResolveAgency(b.Name.value, k.Division); !certain {
			answer(b.Name, k.Agencies[i].ID)
		}
		for _, also := range b.Also {
			answer(also, k.Agencies[i].ID)
		}
	}
	for _, name := range raw.NotAgencies {
		answer(name, "")
	}
}
