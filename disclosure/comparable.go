package disclosure

import "strings"

// ComparableIn says how a line of the catalogue compares with the same indicator in another form, as
// the catalogue states it; why is its reason, in English. It is false where the catalogue names
// another indicator there, or nothing.
func (i Indicator) ComparableIn(form Form) (g Grade, why string, ok bool) {
	if form == i.Form {
		return GradeComparable, "", true
	}
	name := i.Key().String()
	for entry := range strings.SplitSeq(i.ComparableWith, ";") {
		with, grade, _ := strings.Cut(strings.TrimSpace(entry), "=")
		forms, other, named := strings.Cut(with, ":")
		if !strings.Contains(forms, string(form)) {
			continue
		}
		grade, why, _ = strings.Cut(strings.TrimSuffix(grade, ")"), "(")
		switch {
		case grade == "none":
			return GradeNotComparable, why, true
		case named && strings.Replace(other, "__", ".", 1) != name:
			continue
		case grade == "full":
			return GradeComparable, why, true
		case grade == "partial":
			return GradePartial, why, true
		}
	}
	return "", "", false
}
