-- A division that is gone keeps its line, under a run that wrote no row of it. So where rows of an earlier run stand for
-- most divisions, naming those that were written since leaves out all that does not stand any more.

ALTER TABLE score_parts ADD COLUMN IF NOT EXISTS with_gone Bool COMMENT 'the run also lists the divisions that are gone; false: a program from before wrote it';
