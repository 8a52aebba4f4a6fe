package prose

import (
	"strings"
	"testing"

	"gongkai/parse/tree"
)

func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, text, problems, improvements string }{
		{"two sections", "三、存在的问题\n还有工作需要改进。一是甲不够。二是乙不足。\n四、改进措施\n将做好以下工作：\n一是补甲。要快。\n二是强乙。", "甲不够|乙不足", "补甲。要快|强乙"},
		{"one paragraph", "五、存在的主要问题及改进情况\n主要问题：一是甲不够；二是乙不足。下一步将：一是补甲；二是强乙。", "甲不够|乙不足", "补甲|强乙"},
		{"sub-headings", "五、存在的主要问题及改进情况\n（一）存在的主要问题\n1.甲不够。\n2.乙不足。\n（二）改进情况\n1.补甲。", "甲不够|乙不足", "补甲"},
		{"sub-headings before the text", "二、存在的问题和改进措施\n（一）存在的问题。一是甲不够。二是乙不足。\n（二）改进措施。一是补甲。", "甲不够|乙不足", "补甲"},
		{"nested", "三、存在的问题\n（一）甲不够，表现在：1.子；2.丑。\n（二）乙不足。", "甲不够,表现在:1.子;2.丑|乙不足", ""},
		{"first, second", "三、存在的问题\n首先，甲不够。其次，乙不足。最后，丙不多。", "甲不够|乙不足|丙不多", ""},
		{"third, fourth styles", "三、存在的问题\n第一，甲不够；第二，乙不足。\n四、改进措施\n①补甲；②强乙。", "甲不够|乙不足", "补甲|强乙"},
		{"brackets with digits", "三、存在的问题\n（1）甲不够；（2）乙不足。", "甲不够|乙不足", ""},
		{"its one, its two", "三、存在的问题\n其一，甲不够；其二，乙不足。", "甲不够|乙不足", ""},
		{"each with its remedy", "五、存在的主要问题及改进情况\n一是甲不够。下一步，将补甲。二是乙不足。改进措施：强乙。", "甲不够|乙不足", "下一步,将补甲|强乙"},
		{"paragraphs", "三、存在的主要问题\n主要有以下不足：\n公开的内容还不够全面。\n解读的形式比较单一。\n四、改进措施\n进一步充实公开的内容。\n加强对解读的指导。", "公开的内容还不够全面|解读的形式比较单一", "进一步充实公开的内容|加强对解读的指导"},
		{"one paragraph without numbers", "五、存在的主要问题及改进情况\n公开的内容还不够全面，解读也不够及时。下一步，我局将充实内容，加强解读。", "公开的内容还不够全面,解读也不够及时", "下一步,我局将充实内容,加强解读"},
		{"labels", "五、存在的主要问题及改进情况\n存在问题：\n公开的内容还不够全面。\n改进措施：\n进一步充实公开的内容。", "公开的内容还不够全面", "进一步充实公开的内容"},
		{"none", "五、存在的主要问题及改进情况\n无。", "", ""},
		{"not an enumeration", "三、存在的问题\n统一是关键，唯一是他。", "", ""},
	} {
		sections := Sections(tree.Lines(tree.Text(c.text).Flow, nil))
		problems, improvements := problemsOf(sections)
		if got := strings.Join(problems, "|"); got != c.problems {
			t.Errorf("%s: problems %q, want %q", c.name, got, c.problems)
		}
		if got := strings.Join(improvements, "|"); got != c.improvements {
			t.Errorf("%s: improvements %q, want %q", c.name, got, c.improvements)
		}
	}
}
