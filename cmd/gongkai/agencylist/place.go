package agencylist

import (
	"errors"
	"fmt"
	"strings"

	"gongkai/disclosure"
)

// Place returns the agency that a name means on the sites of a division, which may be one of
// another division; family is only for a name that does not tell what kind of body it is.
func Place(name, family string, d disclosure.Division) (disclosure.Agency, error) {
	a, certain := disclosure.ResolveAgency(name, d)
	f := disclosure.Family(family)
	switch {
	case certain && f != "" && f != a.Family:
		return a, fmt.Errorf("its name says that its family is %s, not %s", a.Family, f)
	case certain:
		return a, nil
	case f == "":
		return a, errors.New("which kind of body it is can't be told from its name: say its family, such as other")
	case !isFamily(f):
		return a, fmt.Errorf("%s is no family: say one of %s", f, strings.Join(familyCodes(), ", "))
	}
	return bodyOf(d, f, a.Name), nil
}
