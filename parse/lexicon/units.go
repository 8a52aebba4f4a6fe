package lexicon

// Units are the units that a column of units prints.
var Units = map[string]bool{"条": true, "件": true, "次": true, "篇": true, "个": true, "人": true, "人次": true, "万元": true, "元": true, "份": true, "项": true, "期": true, "场": true, "名": true, "起": true, "宗": true, "场次": true, "期次": true, "处": true, "条次": true, "万条": true, "万次": true, "万人次": true, "千元": true}
