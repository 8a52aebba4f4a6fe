package prose

import (
	"slices"

	"gongkai/disclosure/pattern"
)

// Ways of publication as lists name them: by their name and a number alone.

var (
	// nextWay is another way, with its number, right behind a number: 、政府网站公开9102条.
	nextWay = pattern.MustCompile(`^[、,;][^、,;:()\d]{0,20}(?:网站|公开网|微博|微信|公众号|公众平台|公报|公开栏|公示栏|公告栏|宣传栏|显示屏|LED屏)(?:"[^"]*")?(?:主动)?(?:公开|发布)?\d+条`)
	// titleOfWays is the title of a paragraph on how things are published: (三)渠道多样.
	titleOfWays = pattern.MustCompile(`^(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,2}、|\d[.、])?(?:信息)?(?:公开|发布)?(?:渠道|形式|方式|途径|载体|平台)(?:多样|多元|丰富|拓宽|畅通|健全)化?$`)
	// amongPublished begins a list of ways by what was published: 2012年新增的信息中,.
	amongPublished = pattern.MustCompile(`^(?:20\d\d年度?|本年度?|全年|今年|当年)?(?:新增|公开|主动公开)的(?:政府)?信息(?:当?中|里),`)
	// lastYears begins a list of ways of the year before.
	lastYears = pattern.MustCompile(`(?:^|[,;])(?:上年|去年|上一年)度?(?:共|主动|累计)*(?:公开|发布)[^,;]*[,(]其中`)
	// openedWay is a way that was begun, right before what was published on it: 开通"晴岚"微信公众号,发布信息76条.
	openedWay = pattern.MustCompile(`(?:^|[,:;])(?:开通|开设|运营)(?:了)?(?:"[^"]*")?(?:官方|政务)?(微信公众号|微博|微信)(?:"[^"]*")?,$`)
	// waysOwner is an office at the beginning of the name of a way: 县水利局微博.
	waysOwner = pattern.MustCompile(`^(\p{Han}{1,12}?(?:局|委|厅|办))(?:官方|政务|门户)?(?:微博|微信|公众号|网站)`)
)

// totalTold: the sentence has told all that was published, of which a list of ways follows.
func (r *proseReader) totalTold(s *Sentence, m *mention) bool {
	p := r.published
	return p != nil && p.line == s.line.Start && p.to >= s.from && p.to <= s.from+m.at
}

// ownWay is the label without the report's own office before a way of publication.
func (r *proseReader) ownWay(label string) string {
	owner := waysOwner.FindStringSubmatch(label)
	if owner == nil || !slices.ContainsFunc(r.own, func(own string) bool { return isShortOf(owner[1], own) }) {
		return label
	}
	return label[len(owner[1]):]
}
