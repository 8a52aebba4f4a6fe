-- A merge of figures takes as long as writing them did, and a row is merged again with every power of 5 that
-- its table grows by: of 22,000 pages that was 0.64 ms a page of 1.01. By powers of 10 it is 0.45 of 0.82, and
-- as many parts are left. What has lain for an hour is merged as before.

ALTER TABLE reading_figures MODIFY SETTING merge_selector_base = 10;
