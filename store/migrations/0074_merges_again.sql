-- Migrations 53 and 56 set this once. A version since then put merges off by another value while very many documents
-- were read, and where that was killed and a later version was begun next, it would stay.
ALTER TABLE reading_figures MODIFY SETTING merge_selector_base = 10;
ALTER TABLE readings MODIFY SETTING merge_selector_base = 10;
