-- What the reports say: 200 to 1,500 characters, in sentences that are drawn from a stock of phrases by a number each, so that the
-- same number is the same sentence. Seven of ten agencies have their county's text of the year, one in ten what the one before
-- it in the county says, the tax, police and weather offices of a province a text of their own; an agency keeps some sentences
-- for three years, and the rest is its own of the year. Three of a hundred say next to nothing.
INSERT INTO nation_texts (report_id, texts)
WITH
    ['主动公开', '政府信息', '依申请', '及时答复', '窗口', '群众', '企业', '政策解读', '办事指南', '目录', '栏目', '更新', '审查', '保密', '门户网站', '公众号', '年度', '重点领域', '财政预算', '决算', '行政许可', '处罚', '检查结果', '公示',
        '征求意见', '座谈会', '培训', '业务骨干', '专人负责', '台账', '时限', '流程', '规范', '提升', '质量', '监督', '考核', '评议', '整改', '落实', '主要领导', '分管领导', '小组', '制度', '机制', '协调', '配合', '报送', '统计', '汇总',
        '分析', '问题', '不足', '力度不够', '内容单一', '更新滞后', '人员变动', '学习', '加强', '完善', '拓展', '渠道', '形式', '图解', '问答', '短视频', '便民', '服务大厅', '查阅点', '档案馆', '图书馆', '乡镇', '社区', '村务', '项目', '资金',
        '安全生产', '环境保护', '教育', '就业', '住房', '交通', '水利', '医疗', '养老', '救助', '食品', '价格', '招标', '采购', '土地', '拆迁', '信访', '复议', '诉讼', '回应关切'] AS stock,
    s -> concat(arrayStringConcat(arrayMap(j -> stock[1 + cityHash64(s, j) % 96], range(7 + s % 5))), multiIf(s % 7 = 0, concat('，共', toString(h % 300 + s % 50), '件。'), s % 7 = 1, concat('，', place, '予以公布。'), '。')) AS sentence,
    (seed, from, many) -> arrayMap(i -> cityHash64(seed, i), range(from, from + many)) AS sentences
SELECT report_id, [
    ('overview', '一、总体情况', concat('根据《中华人民共和国政府信息公开条例》规定，', name, '编制本报告。', arrayStringConcat(arrayMap(sentence, opening)))),
    ('problems', '五、存在的主要问题及改进情况', arrayStringConcat(arrayMap(sentence, closing)))]
FROM
(
    SELECT report_id, name, concat('样本', toString(county), '县') AS place, cityHash64(report_id) AS h, cityHash64(agency_id) AS a, cityHash64('county', county, fiscal_year) AS c, cityHash64(left(code, 2), family, fiscal_year) AS f,
        cityHash64('agency', if(a % 10 = 3 AND seat > 0, concat(toString(county), '/', toString(seat - 1)), concat(toString(county), '/', toString(seat)))) AS voice,
        if(h % 100 < 3, sentences(h, 0, 2), arrayConcat(
            if(a % 10 < 7, sentences(c, 0, 8), []),
            if(family IN ('tax', 'police', 'meteorology'), sentences(f, 0, 8), []),
            sentences(cityHash64(voice, intDiv(fiscal_year, 3)), 0, 5))) AS opening,
        if(h % 100 < 3, [], arrayConcat(if(a % 10 < 7, sentences(c, 8, 4), []), sentences(cityHash64(voice, fiscal_year), 0, 4 + cityHash64(h, 1) % 10), sentences(h, 0, 2 + h % 8))) AS closing
    FROM nation_reports
    WHERE number >= {first:UInt64} AND number < {last:UInt64}
)
