-- A run that compares everything again tells by this which texts it has compared already.

ALTER TABLE text_comparisons ADD COLUMN IF NOT EXISTS run_id UInt64 COMMENT 'the score run that compared them last';
