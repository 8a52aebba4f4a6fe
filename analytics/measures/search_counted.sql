-- How many reports of all places have all of the words in their text, counted as far as a number, and which they are where there are fewer: to look
-- for a word of more than two characters costs each text that has its pairs, and most texts have what is written in all of them.
-- Unit: reports; hits: a line each, with fiscal year (0 where it is not known), report and reading, parted by tabs, in no order; '' where they are as many
-- as the number. Source: reports, report_texts, read without their views.
-- Parameters: pairs (pairs of characters of all words, at least one), word, second, third (the words; '' for none), year (a fiscal year, 0 for all),
-- most (the number).
SELECT count() AS reports, if(count() < {most:UInt64}, arrayStringConcat(groupArray(line), '\n'), '') AS hits
FROM (
    SELECT concat(toString(ifNull(readings.fiscal_year, 0)), '\t', report_id, '\t', reading_id) AS line
    FROM readings
    WHERE ({year:UInt16} = 0 OR readings.fiscal_year = {year:UInt16})
      AND reading IN current_readings
      AND hasAllTokens(texts.text, {pairs:Array(String)})
      AND (lengthUTF8({word:String}) IN (0, 2) OR arrayExists(t -> position(t, {word:String}) > 0, texts.text))
      AND (lengthUTF8({second:String}) IN (0, 2) OR arrayExists(t -> position(t, {second:String}) > 0, texts.text))
      AND (lengthUTF8({third:String}) IN (0, 2) OR arrayExists(t -> position(t, {third:String}) > 0, texts.text))
    LIMIT {most:UInt64}
)
-- No more texts are read at once than have to be.
SETTINGS max_block_size = 2048
