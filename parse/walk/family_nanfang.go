package walk

import (
	"strings"

	"gongkai/disclosure/pattern"
)

// nanfang is 南方 CMS, the portals of Guangdong: index.html, index_2.html …, counted from 1, with
// plain links; details content/post_1091433.html.
var nanfang = family{
	name: "nanfang",
	sign: func(v *View) bool {
		return strings.Contains(v.Source, "NFCMS_") || nanfangDetail.MatchString(v.Source) || v.base != nil && nanfangDetail.MatchString(v.base.Path)
	},
	pages: genericPages,
}

var nanfangDetail = pattern.MustCompile(`\bcontent/m?post_\d{4,10}\.html`)
