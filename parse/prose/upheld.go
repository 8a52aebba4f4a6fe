package prose

import (
	"regexp"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

var (
	// allUpheld says how all cases ended: 均获维持, 全部被复议机关维持.
	allUpheld = pattern.MustCompile(`(?:均|都|全部)(?:已)?(?:获得|得到|获|被|予以|由)?(?:复议机关|复议机构|人民法院|法院)?(?:依法)?(?:判决|决定|裁定)?维持(?:原?(?:决定|答复|行政行为|具体行政行为))?(?:$|[,;。)])`)
	// notOfAll are words of a sentence that speaks of some of them only, or of another year's.
	notOfAll = pattern.AnyOf("其中", "未", "除", "审结", "结案", "办结", "上年", "去年", "往年", "上一年", "不", "余")
	ofYears  = regexp.MustCompile(`\d{4}年`)
	amounts  = regexp.MustCompile(`\d+`)
)

// upheldChecks holds sentences that say that all reviews or suits were upheld against the tables (R504).
// Every number of the sentence must be the number of one kind of them, in the order in which it names
// the kinds.
func upheldChecks(r *disclosure.Report, sentences []Sentence) (checks []disclosure.Check) {
	for i := range sentences {
		text := sentences[i].text
		at := allUpheld.FindStringIndex(text)
		if at == nil || notOfAll.In(text) {
			continue
		}
		clause := text[strings.LastIndexByte(text[:at[0]], ';')+1 : at[0]]
		var kinds []string
		for _, kind := range remediesIn(clause) {
			if kind == "narrative_reconsideration_total" || kind == "narrative_litigation_total" {
				kinds = append(kinds, kind)
			}
		}
		numbers := amounts.FindAllString(ofYears.ReplaceAllString(clause, ""), -1)
		if len(kinds) == 0 || len(numbers) != len(kinds) || strings.Index(clause, "诉讼") < strings.Index(clause, "复议") && len(kinds) > 1 {
			continue
		}
		for k, kind := range kinds {
			said := disclosure.Key{Indicator: kind}
			n, err := strconv.ParseInt(numbers[k], 10, 32)
			if f, ok := r.Figure(said); err != nil || !ok || f.Value == nil || *f.Value != disclosure.Int(n) {
				continue
			}
			if c, ok := disclosure.UpheldCheck(r, said); ok {
				c.Where = sentences[i].span(at[0], at[1])
				checks = append(checks, c)
			}
		}
	}
	return checks
}
