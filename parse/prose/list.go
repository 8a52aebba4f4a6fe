package prose

import "strings"

// labelsOf returns the words that name each number of a sentence: its own label, or, where
// one list of names is followed by one list of numbers (行政复议、行政诉讼分别为3件和5件),
// the name in the same place.
func labelsOf(s *Sentence) []string {
	labels := make([]string, len(s.mentions))
	for i := range s.mentions {
		labels[i] = s.mentions[i].label
	}
	for i := range s.mentions {
		head, _, found := strings.Cut(labels[i], "分别")
		if !found {
			continue
		}
		names := namesIn(head)
		count := 1
		for i+count < len(s.mentions) && onlyJoin(s.text[s.mentions[i+count-1].to:s.mentions[i+count].from]) {
			count++
		}
		if len(names) != count {
			for k := i; k < i+count; k++ {
				labels[k] = "" // which number is whose cannot be told
			}
			continue
		}
		copy(labels[i:], names)
	}
	return labels
}

func onlyJoin(s string) bool {
	switch s {
	case "、", ",", "和", "及", "与", ",和", "以及", "、和":
		return true
	}
	return false
}

// namesIn splits a list of names. A noun that only the last one carries belongs to all:
// 当面、网络、信函申请.
func namesIn(list string) []string {
	names := strings.FieldsFunc(strings.NewReplacer("以及", "、", "和", "、", "及", "、", "与", "、").Replace(list), func(r rune) bool { return r == '、' || r == ',' })
	if len(names) == 0 {
		return nil
	}
	for _, noun := range [...]string{"申请", "案件", "公开"} {
		if !strings.HasSuffix(names[len(names)-1], noun) {
			continue
		}
		for i, n := range names {
			if !strings.HasSuffix(n, noun) {
				names[i] = n + noun
			}
		}
	}
	return names
}
