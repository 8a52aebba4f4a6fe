package letters

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/disclosure"
	"gongkai/letters/paper"
)

// Terms are what the office adds to a letter.
type Terms struct {
	From  string           // 落款; empty leaves room for it
	Dated disclosure.Date  // 成文日期
	Reply *disclosure.Date // day by which an answer is asked for; nil leaves room for it
	Base  string           // address of the service, without a slash at its end; empty: paths alone
}

// Title is what a letter is called.
func (l *Letter) Title() string {
	return "关于" + l.Agency + matter
}

const matter = "政府信息公开工作年度报告有关问题的函"

// Document lays the letter out.
func (l *Letter) Document(t Terms) *paper.Document {
	d := &paper.Document{Title: l.Title(), From: t.From, Dated: t.Dated.Time()}
	d.Lines(paper.Title, "关于"+l.Agency, matter) // no line ends within a word
	d.Say(paper.Addressee, l.Agency+"：")
	d.Say(paper.Body, fmt.Sprintf("根据《中华人民共和国政府信息公开条例》关于政府信息公开工作年度报告的规定，对你单位%s年度报告作了核对。核对依据已存档的报告文件，每一数字均可查至所印的单元格。现将所见%d项情况函告如下，请予核实。", l.years(), len(l.Items)))
	for n, i := range l.Items {
		i.write(d, n+1, t)
	}
	d.Say(paper.Heading, numeral(len(l.Items)+1)+"、有关说明")
	d.Say(paper.Body, l.leftOut())
	d.Say(paper.Body, fmt.Sprintf("请于%s前核实并函复。确有差错的，请更正报告，并注明更正的内容和日期；更正后的报告再次抓取后，有关事项即自行了结。", replyDay(t.Reply)))
	d.Say(paper.Body, "认为本函所列与报告所印不符，或者核对规则不应适用的，可以提出异议，写明事项编号和理由；异议、答复和决定均与有关数字一并公开。提出方式见以下页面。")
	d.Say(paper.Detail, "提出异议："+t.address("/method#object"))
	d.Say(paper.Attached, "附件：所列事项一览表")
	d.Say(paper.Signature, strings.TrimSpace(orRoom(t.From, "（发文机关署名）")))
	d.Say(paper.DateLine, day(t.Dated))
	d.Say(paper.Annex, "附件")
	d.Say(paper.AnnexTitle, "所列事项一览表")
	d.Put(l.table(t))
	return d
}

func orRoom(text, room string) string {
	if strings.TrimSpace(text) == "" {
		return room
	}
	return text
}

// replyDay is the day for an answer; to set one is the office's.
func replyDay(d *disclosure.Date) string {
	if d == nil {
		return "＿＿＿＿年＿＿月＿＿日"
	}
	return day(*d)
}

// address is where a page of the service is.
func (t Terms) address(path string) string {
	if t.Base == "" {
		return "数据平台 " + path
	}
	return t.Base + path
}

// years are those of the items, oldest first: 2021、2023.
func (l *Letter) years() string {
	var all []int
	for _, i := range l.Items {
		if !slices.Contains(all, i.Year) {
			all = append(all, i.Year)
		}
	}
	slices.Sort(all)
	var words []string
	for _, y := range all {
		words = append(words, strconv.Itoa(y))
	}
	return strings.Join(words, "、")
}

// leftOut says what is not in the letter, and why.
func (l *Letter) leftOut() string {
	text := "本函只列报告各有关单元格均读取无疑义的事项。"
	var parts []string
	if n := l.Withheld.Doubted; n > 0 {
		parts = append(parts, fmt.Sprintf("%d项因读取存疑、原因不明或者经核属于数据平台之误", n))
	}
	if n := l.Withheld.Disputed; n > 0 {
		parts = append(parts, fmt.Sprintf("%d项已有异议而尚未决定", n))
	}
	if len(parts) == 0 {
		text += "没有因读取存疑、原因不明、数据平台有误或者异议未决而略去的事项。"
	} else {
		text += "另有" + strings.Join(parts, "，") + "，未列入。"
	}
	if n := l.Withheld.Unproved; n > 0 {
		text += fmt.Sprintf("另有%d个年度的报告未能查见，尚不足以认定没有公布，未列入。", n)
	}
	return text
}

// write puts one item on paper.
func (i *Item) write(d *paper.Document, n int, t Terms) {
	d.Say(paper.Heading, fmt.Sprintf("%s、%d年度：%s", numeral(n), i.Year, i.Topic))
	d.Say(paper.Body, i.Statement+"。")
	if len(i.Cells) > 0 {
		d.Put(i.cells())
		if i.Zeros > 0 {
			d.Say(paper.Caption, fmt.Sprintf("另有%d个参与计算的单元格所印为零，未列。", i.Zeros))
		}
	}
	i.depict(d)
	if i.Rule.ID != "" {
		d.Say(paper.Body, fmt.Sprintf("核对规则：%s“%s”。%s", i.Rule.ID, i.Rule.TitleZH, i.Rule.ExplanationZH))
		if source := sourceOf(i.Rule); source != "" {
			d.Say(paper.Body, "规则出处："+source+"。")
		}
	}
	d.Say(paper.Body, "依据："+i.Law+"。")
	for _, cause := range i.Causes {
		d.Say(paper.Body, "可能原因："+strings.TrimRight(cause, "。")+"。")
	}
	if i.Said != "" {
		d.Say(paper.Body, "已有异议："+i.Said)
	}
	d.Say(paper.Detail, "事项编号："+i.Name)
	for _, s := range i.Sources {
		s.write(d, t)
	}
}

// depict puts the marked cell on paper.
func (i *Item) depict(d *paper.Document) {
	switch {
	case i.Picture != nil:
		d.Show(i.Picture)
		cut := ""
		if i.Picture.Cut {
			cut = "；灰带处有省略"
		}
		d.Say(paper.Caption, i.archived()+"，红框为所指单元格，浅色为参与计算的单元格"+cut)
	case i.Excerpt != nil:
		d.Put(i.Excerpt)
		d.Say(paper.Caption, i.archived()+"，仅列有关各行，粗框为所指单元格，浅色为参与计算的单元格")
	case i.Unshown != "":
		d.Say(paper.Caption, "所指单元格无法附图："+i.Unshown)
	}
}

// archived names what is shown: a page or, where the document is a file of another kind, what it prints, laid out anew.
func (i *Item) archived() string {
	kind := ""
	if len(i.Sources) > 0 {
		kind = strings.ToUpper(strings.TrimPrefix(path.Ext(i.Sources[0].URL), "."))
	}
	if slices.Contains([]string{"PDF", "OFD", "DOC", "DOCX", "XLS", "XLSX", "WPS", "ET", "RTF", "ZIP"}, kind) {
		return fmt.Sprintf("存档文件（%d年度报告，原件为%s文件，此处按其内容重排）", i.Year, kind)
	}
	return fmt.Sprintf("存档页面（%d年度报告）", i.Year)
}

// cells are the figures that take part, as printed; what one would have to be has a column where it is known.
func (i *Item) cells() *paper.Table {
	known := slices.ContainsFunc(i.Cells, func(c Cell) bool { return c.Fits != nil })
	t := &paper.Table{Says: "所涉单元格及所印数字", Widths: []int{9, 34, 19, 13, 25}}
	t.Head = [][]paper.Cell{{{Text: "表"}, {Text: "行"}, {Text: "列"}, {Text: "所印"}, {Text: "位置"}}}
	for _, c := range i.Cells {
		row := c.Row
		if c.Year != i.Year {
			row = fmt.Sprintf("（%d年度）%s", c.Year, row)
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: c.Table}, {Text: row}, {Text: c.Column}, {Text: withUnit(c.prints(), c.Unit), Number: true, Marked: c.Chosen}, {Text: c.Where}})
	}
	if !known {
		return t
	}
	t.Widths = slices.Insert(t.Widths, 4, 11)
	t.Head[0] = slices.Insert(t.Head[0], 4, paper.Cell{Text: "应为"})
	for n, c := range i.Cells {
		t.Rows[n] = slices.Insert(t.Rows[n], 4, paper.Cell{Text: number(c.Fits), Number: true})
	}
	return t
}

// withUnit adds the unit to what is printed, where that is a number alone.
func withUnit(print, unit string) string {
	if unit == "" || unit == "text" || strings.Trim(print, "0123456789.,-+") != "" {
		return print
	}
	unit, _, _ = strings.Cut(unit, "(")
	return print + " " + unit
}

// write says where a document is, and that it is the one.
func (s *Source) write(d *paper.Document, t Terms) {
	d.Say(paper.Detail, "证据页面："+t.address(s.Evidence))
	if s.URL == "" {
		return
	}
	text, when := "原文件："+s.Title+"，"+readable(s.URL), "抓取时间"
	switch s.Obtained {
	case "brought":
		text, when = text+"（文件由他人提交，非抓取所得）", "取得时间"
	case "warc":
		text += "（文件取自网页存档）"
	}
	if s.Versions > 1 {
		text += fmt.Sprintf("（第%d版，共%d版）", s.Version, s.Versions)
	}
	d.Say(paper.Detail, text)
	d.Say(paper.Detail, "存档文件 SHA-256："+s.SHA256)
	d.Say(paper.Detail, fmt.Sprintf("%s：首次 %s，最近 %s（北京时间）", when, moment(s.First), moment(s.Last)))
}

// readable writes an address for people: that of a file from disk with its name decoded.
func readable(address string) string {
	if path, ok := strings.CutPrefix(address, "file:"); ok {
		if decoded, err := url.PathUnescape(path); err == nil {
			return "file:" + decoded
		}
	}
	return address
}

func moment(t time.Time) string { return t.In(disclosure.China).Format("2006-01-02 15:04:05") }

// table lists the items of the letter.
func (l *Letter) table(t Terms) *paper.Table {
	all := &paper.Table{Says: "所列事项一览表", Widths: []int{6, 8, 8, 24, 30, 12, 12}}
	all.Head = [][]paper.Cell{{{Text: "序号"}, {Text: "年度"}, {Text: "规则"}, {Text: "事项"}, {Text: "指标"}, {Text: "按规则"}, {Text: "所印"}}}
	for n, i := range l.Items {
		subject, expected, actual := "", number(i.Expected), number(i.Actual)
		for _, c := range i.Cells {
			if c.Chosen {
				subject, actual = c.name(), c.prints()
			}
		}
		all.Rows = append(all.Rows, []paper.Cell{{Text: strconv.Itoa(n + 1), Number: true}, {Text: strconv.Itoa(i.Year)}, {Text: i.Rule.ID}, {Text: i.Topic}, {Text: subject}, {Text: expected, Number: true}, {Text: actual, Number: true}})
	}
	return all
}

func number(n *disclosure.Number) string {
	if n == nil {
		return ""
	}
	return n.String()
}
