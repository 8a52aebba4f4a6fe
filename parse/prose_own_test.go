package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// Where a sentence gives a number of more bodies, or of another, and one of the report's own,
// the own one is the figure; the other never is.
func TestOwnNumber(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"县水利工程管理处受理依申请公开4件，县水利局机关受理7件。", "requests_received=7"},
		{"县水利工程管理处受理依申请公开4件。", ""},
		{"县人民医院受理依申请公开4件，局机关受理7件。", "requests_received=7"},
		{"本年度，学校主动公开信息56条。", "published_total=56"},
		{"我处受理依申请公开4件。", "requests_received=4"},
		{"局属事业单位收到政府信息公开申请6件，局机关收到1件。", "requests_received=1"},
		{"局属事业单位收到政府信息公开申请6件。", ""},
		{"局属单位公开政府信息20条，局机关公开30条。", "published_total=30"},
		{"全县共收到政府信息公开申请210件，其中县水利局5件。", "requests_received=5"},
		{"全县共收到政府信息公开申请210件，同比增长10%。其中县水利局5件。", "requests_received=5"},
		{"全县共收到政府信息公开申请210件；我局收到5件。", "requests_received=5"},
		{"全县共收到政府信息公开申请210件，县水利局公开信息5条。", "published_total=5"},
		{"全县行政机关收到政府信息公开申请210件。", ""},
		{"全县共收到政府信息公开申请210件，全年答复申请6件。", "answer_total=6"},
		{"全县水利系统共收到政府信息公开申请21件。", "requests_received=21"},
		{"全县因政府信息公开引发行政诉讼8件，其中涉及我局2件。", "litigation_total=2"},
		{"全县因政府信息公开引发行政诉讼8件。其中涉及我局2件。", "litigation_total=2"},
		{"全县行政机关收到政府信息公开行政复议申请13件，涉及我局的0件。", "reconsideration_total=0"},
		{"2020年全县行政机关因政府信息公开被申请行政复议13件，我局0件。", "reconsideration_total=0"},
		{"全县因政府信息公开引发的行政复议13件、行政诉讼3件，其中涉及我局的行政复议1件、行政诉讼0件。", "litigation_total=0 reconsideration_total=1"},
		{"全县因政府信息公开引发的行政复议13件、行政诉讼3件，均与我局无关。", ""},
		{"全县因政府信息公开被申请行政复议13件，被提起行政诉讼4件，我局均为0件。", ""},
		{"全县因政府信息公开被申请行政复议13件，我局未发生。", ""},
		{"全县共收到政府信息公开申请210件、答复200件，其中我局6件、4件。", ""},
		{"县水利工程管理处收到政府信息公开申请6件，答复6件；我局收到2件，答复2件。", "answer_total=2"},
		{"县政府收到政府信息公开申请40件，转我局办理4件。", ""},
		{"县政府公开信息300条。", ""},
		{"省水利厅公开信息300条，我局公开20条。", "published_total=20"},
		{"我厅公开信息300条。", "published_total=300"},
		{"全年收到政府信息公开申请20件，其中局机关收到3件。", "requests_received=20"},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// The number of the whole county is the own one of its government.
func TestGovernmentKeepsItsCounty(t *testing.T) {
	r := Document(Input{Source: "report.txt", Division: someCounty, Body: []byte("晴岚县人民政府2020年政府信息公开工作年度报告\n" +
		"根据《中华人民共和国政府信息公开条例》编制本报告，由主动公开、依申请公开、行政复议、存在的问题和改进措施组成。\n一、概述\n" +
		"全县共收到政府信息公开申请210件，其中县水利局5件。全县行政机关因政府信息公开被申请行政复议13件，其中县政府办公室1件。" +
		"\n三、存在的主要问题\n" + strings.Repeat("公开的深度和广度有待加强，解读的形式还不够多样。", 5))})
	for indicator, want := range map[string]string{"narrative_requests_received": "210", "narrative_reconsideration_total": "13"} {
		if f, ok := r.Figure(disclosure.Key{Indicator: indicator}); !ok || f.Value.String() != want {
			t.Errorf("%s is %v, want %s", indicator, f.Value, want)
		}
	}
}

// What was published in one way is all there was only where no other way is told, whatever
// is done on it and whatever it counts.
func TestOneOfSeveralWays(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"在政府信息公开网上公开信息40条，在《晴岚日报》上刊登信息9条。", "published_channel_website=40"},
		{"通过网站公开信息40条，微信公众号推送9期。", "published_channel_website=40"},
		{"通过网站公开信息40条，制作宣传栏公开政府信息9期。", "published_channel_website=40"},
		{"通过网站公开信息40条，张贴公告9次。", "published_channel_website=40"},
		{"通过网站公开信息40条。在公开栏张贴9版。", "published_channel_website=40"},
		{"通过网站公开信息40条，制作宣传展板9块。", "published_channel_website=40"},
		{"通过网站公开信息40条，抖音发布短视频9个。", "published_channel_website=40"},
		{"通过网站公开信息40条，今日头条9条。", "published_channel_website=40"},
		{"通过网站公开信息40条，利用公开栏公示9处。", "published_channel_website=40"},
		{"通过网站公开信息40条，其中政策解读9条、图片新闻5条。", "published_channel_website=40 published_total=40"},
		{"在《晴岚日报》上公开政府信息9条。", ""},
		{"通过网站公开信息40条，按照2013版指南受理申请。", "published_channel_website=40 published_total=40"},
		{"通过网站公开信息40条，网站访问量3000次。", "published_channel_website=40 published_total=40 site_visits=3000"},
		{"通过网站公开信息40条，微信推送12条，共52条。", "published_channel_website=40 published_channel_wechat=12 published_total=52"},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}
