-- The places of figures are much alike: packed with the least effort they take little more room, and less of the
-- processor when they are written and at every merge.
ALTER TABLE reading_figures MODIFY COLUMN evidence String CODEC(ZSTD(1));
