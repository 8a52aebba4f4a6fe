package walk

// nanfang is 南方 CMS, the portals of Guangdong: index.html, index_2.html …, counted from 1, with
// plain links.
var nanfang = family{
	name:   "nanfang",
	marks:  []string{"NFCMS_"},
	detail: formOf("post_", `\bcontent/m?post_\d{4,10}\.html`),
	pages:  genericPages,
}
