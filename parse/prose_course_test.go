package parse

import "testing"

// Courses on disclosure and who took part, and those of another business.
func TestCourses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"信息公开工作抓得紧。全年举办培训2次，参加培训45人次。", "training_courses=2 training_persons=45"},
		{"信息公开工作抓得紧，印发通报4期，约谈3家单位。组织业务培训5场次，培训680人次。", "training_courses=5 training_persons=680"},
		{"信息公开工作抓得紧，巡查河道40次。组织业务培训5场次，培训680人次。", "training_courses=5 training_persons=680"},
		{"信息公开工作抓得紧。巡查河道40次。组织业务培训5场次，培训680人次。", ""},
		{"信息公开工作抓得紧。春季防火巡查40次，约谈3家单位。组织业务培训5场次，培训680人次。", ""},
		{"组织业务培训5场次，培训680人次。", ""},
		{"现有专职工作人员1人，兼职工作人员11人（为8个社区和3个科室信息员）。全年举办培训2次，参加培训45人次。", "staff_full_time=1 staff_part_time=11 training_courses=2 training_persons=45"},
		{"现有专职工作人员1人，兼职工作人员11人。全年举办农技培训2次，参加培训45人次。", "staff_full_time=1 staff_part_time=11"},
		{"现有专职工作人员1人，兼职工作人员11人。文化馆举办培训2次，参加培训45人次。", "staff_full_time=1 staff_part_time=11"},
		{"设专职人员2人，参加市级培训3人次。局里自己举办培训班1期，培训34个村的信息员68人次。", "staff_full_time=2 training_courses=1 training_persons=68"},
		{"设专职人员2人，参加市级培训3期。", "staff_full_time=2"},
		{"（三）监督保障\n开展业务培训4期，510人次参训；对64家单位开展考核。", "training_courses=4 training_persons=510"},
		{"（三）监督保障。全年组织专题培训2次230人次，责任追究0人。", "training_courses=2 training_persons=230"},
		{"（三）监督保障。约谈2家单位；培训5次；参训433人次。", "training_courses=5 training_persons=433"},
		{"（三）监督保障。约谈2家单位；培训5次；走访433人次。", "training_courses=5"},
		{"（三）监督保障。举办技能培训5次；参训433人次。", ""},
		{"（三）水利保障。全年组织专题培训2次230人次。", ""},
		{"（六）会议和培训。召开会议9次，举办培训班7次，接受培训600人次。", "training_courses=7 training_persons=600"},
		{"六、培训\n举办普法培训22期1900人次；政府信息公开业务培训1次，参加人员24人次。", "training_courses=1 training_persons=24"},
		{"（三）教师培训31期2860人次；政务公开培训1期41人次。", "training_courses=1 training_persons=41"},
		{"参加县里的政务公开培训1期41人次。", ""},
		{"我局主动公开政府信息300条，文化馆开办公益培训班36期，培训1450人次。", "published_total=300"},
		{"我局主动公开政府信息300条，文化馆培训1450人次。", "published_total=300"},
		{"推进信息公开，主动公开政府信息300条，少年宫开办公益培训班36期，培训1450人次。", "published_total=300"},
		{"设专职人员2人，参加培训3人次。", "staff_full_time=2"},
		{"印发信息公开工作要点1份，组织业务培训5次，参训80人次。", "training_courses=5 training_persons=80"},
		{"政府网站公开300条，组织业务培训5次，参训80人次。", ""},
		{"二、农民培训\n举办培训班7次，培训600人次。", ""},
		{"（三）监督保障。县政府办组织全县政务公开业务培训1次，参训150人次。", ""},
		{"政务公开还要加强，拟举办培训2次，培训120人次。", ""},
		{"为推进信息公开，我局举办培训班2期，培训30人次。", "training_courses=2 training_persons=30"},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// The staff for disclosure, and that for other duties.
func TestStaff(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"（四）人员经费。专职1人，兼职4人，经费3万元。", "staff_full_time=1 staff_part_time=4"},
		{"（四）网格管理。专职1人，兼职4人，经费3万元。", ""},
		{"（四）人员经费。专职网格员1人，兼职网格员4人。", ""},
		{"（五）机构建设和保障经费。专门机构25个，查阅点18个，工作人员130人，其中专职20人、兼职110人。", "staff_full_time=20 staff_part_time=110"},
		{"（四）机构和人员。渔政专职5人、兼职11人。", ""},
		{"（四）机构和人员。专职5人，渔政兼职11人。", "staff_full_time=5"},
		{"五、队伍情况：专职1人、兼职10人。", "staff_full_time=1 staff_part_time=10"},
		{"二、队伍建设\n专职45人、兼职12人，负责农技推广。", ""},
		{"全局专职人员45人，其中负责信息公开2人。", ""},
		{"保洁队伍：专职1人、兼职10人。", ""},
		{"我局配有专职工作人员1名、兼职6名。", "staff_full_time=1 staff_part_time=6"},
		{"我局配有专职工作人员1名，公务车司机兼职6名。", "staff_full_time=1"},
		{"信息公开工作由办公室2名同志兼职负责。", "staff_part_time=2"},
		{"信访接待由办公室2名同志兼职负责，信息公开有序推进。", ""},
		{"局办公室安排2名同志兼职负责政府信息公开，没有专职人员。", "staff_full_time=0 staff_part_time=2"},
		{"另有2名工作人员兼职从事政府信息公开工作。", "staff_part_time=2"},
		{"另有2名工作人员兼职从事水政执法工作。", ""},
		{"二、保障\n未设专职人员，兼职5人；自办培训1期38人次，参加上级培训2期。", "staff_full_time=0 staff_part_time=5 training_courses=1 training_persons=38"},
		{"全县专职人员9名、兼职人员112名。", ""},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// A government's report counts the staff of all it governs.
func TestStaffOfWholePlace(t *testing.T) {
	for _, c := range []struct{ agency, want string }{
		{"晴岚县人民政府", "narrative_staff_full_time=9 narrative_staff_part_time=112"},
		{"晴岚县东坡镇人民政府", ""},
	} {
		if got := saidBy(c.agency, "全县专职人员9名、兼职人员112名。", "narrative_staff_"); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.agency, got, c.want)
		}
	}
}
