-- Where words stand in the texts of some readings: for each word the first passage that has it.
-- Unit: one row a reading; passages are as long as asked for, in code points. Source: report_texts.
-- Parameters: reports (report_ids), readings (reading_ids), words, before (code points in front of a word), length (of a passage).
SELECT
    reading_id,
    arrayFilter(p -> p != '', arrayMap(w -> if(position(text, w) = 0, '', substringUTF8(text, greatest(1, toInt64(positionUTF8(text, w)) - {before:UInt16}), {length:UInt16})), {words:Array(String)})) AS passages
FROM report_texts
WHERE report_id IN {reports:Array(String)} AND reading_id IN {readings:Array(String)}
ORDER BY reading_id
