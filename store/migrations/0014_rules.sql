-- The catalogue of rules explains itself: what kind a rule is of, and what it means, in both languages.

ALTER TABLE rules_history
    ADD COLUMN IF NOT EXISTS kind LowCardinality(String),
    ADD COLUMN IF NOT EXISTS explanation_zh String,
    ADD COLUMN IF NOT EXISTS explanation_en String;

CREATE OR REPLACE VIEW rules
(
    id             String                 COMMENT 'code of the rule',
    severity       LowCardinality(String) COMMENT 'error, warning or info',
    title_zh       String                 COMMENT 'what must hold, in Chinese',
    title_en       String                 COMMENT 'what must hold, in English',
    source         String                 COMMENT 'article of the law, form or paper that it rests on; [K] where nobody has checked that yet',
    kind           LowCardinality(String) COMMENT 'identity, inequality, soft, text, years, plausibility, location, completeness, personal or reading',
    explanation_zh String                 COMMENT 'how it is checked and what it can not say, in Chinese',
    explanation_en String                 COMMENT 'how it is checked and what it can not say, in English'
)
COMMENT 'the catalogue of rules'
AS SELECT id, severity, title_zh, title_en, source, kind, explanation_zh, explanation_en
FROM rules_history FINAL
WHERE generation = (SELECT max(generation) FROM rules_history);
