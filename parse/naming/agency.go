package naming

import "gongkai/disclosure/pattern"

// Agency matches a folded text that is the name of an agency and nothing else.
var Agency = pattern.MustCompile(`^[\p{Han}()]{2,28}(?:局|委员会|委|办公室|管委会|政府|街道办事处|街道|办事处|中心|大队|社|会|镇|乡|苏木|厅|联)$`)

// BehindAgency is what a folded title says behind the name of a bureau, which starts it or
// follows the year.
func BehindAgency(t string) string { return t[len(agencyHead.FindString(t)):] }

var agencyHead = pattern.MustCompile(`^(?:(?:20\d\d)年?度?)?\p{Han}{2,26}?(?:局|委员会|办公室|中心|大队|支队|厅)`)
