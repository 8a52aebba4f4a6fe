-- Words are found in all texts without reading the texts: an index of their pairs of characters,
-- since Chinese has no spaces. 100,000 texts of 2,100 characters: 70 MB, and 0.7 ms more a text
-- to write; a pair is looked up in 15 to 60 ms, where reading all texts took 0.6 to 4 s. A longer
-- word is looked up in the texts that have its pairs: 0.15 s, 1.3 s where half of all have them.

ALTER TABLE readings ADD INDEX IF NOT EXISTS words texts.text TYPE text(tokenizer = ngrams(2));

-- In the background: until it is there the texts are read.
ALTER TABLE readings MATERIALIZE INDEX words;

CREATE OR REPLACE VIEW report_texts
(
    report_id  String        COMMENT 'the report: reports',
    reading_id String        COMMENT 'the reading: reports, reports_history',
    text       String        COMMENT 'what the report says beside its tables: each section\'s heading and text, a line a paragraph; offsets of passages are code points of it',
    sections   Array(String) COMMENT 'the texts of its sections without their headings; hasAllTokens(sections, [\'培训\']) is answered from an index of pairs of characters'
)
COMMENT 'the text of every reading of a report, personal data blackened'
AS SELECT report_id, reading_id, arrayStringConcat(arrayMap(t -> concat(t.heading, '\n', t.text), texts), '\n') AS text, texts.text AS sections
FROM readings
WHERE report_id != '';
