-- The passages that the text of a report shares with those of others, in the order of its text: of pairs of texts that were compared.
-- Unit: offsets and lengths are code points of the texts in report_texts. Source: text_passages, read without its view.
-- Parameters: report (report_id), others (report_ids), keys and theirs (what names the texts of the report, and of the others: text_pairs).
SELECT
    toString(if(forward, which_a, which_b)) AS which,
    if(forward, report_b, report_a) AS other_report_id,
    if(forward, key_a, key_b) AS text_key,
    if(forward, key_b, key_a) AS other_text_key,
    (arraySort(x -> x.1, arrayMap(x -> if(forward, tuple(x.1, x.2, x.3, x.4, x.6, x.7), tuple(x.3, x.4, x.1, x.2, x.7, x.6)), passages)) AS found).1 AS offsets,
    found.2 AS lengths, found.3 AS other_offsets, found.4 AS other_lengths, found.5 AS texts, found.6 AS other_texts
FROM
(
    SELECT *, report_a = {report:String} AS forward FROM text_comparisons
    WHERE (report_a = {report:String} AND report_b IN {others:Array(String)} AND which_b = 'current' AND key_a IN {keys:Array(String)} AND key_b IN {theirs:Array(String)}
        OR report_a IN {others:Array(String)} AND report_b = {report:String} AND which_a = 'current' AND key_a IN {theirs:Array(String)} AND key_b IN {keys:Array(String)})
      AND notEmpty(passages)
    LIMIT 1 BY report_a, which_a, report_b, which_b, key_a, key_b -- what was compared twice came to the same
)
ORDER BY other_text_key, text_key, which, other_report_id
