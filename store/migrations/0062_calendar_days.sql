-- What a calendar shows of a report stands with the agency's year: to look it up for each cost three times what the rest did.

ALTER TABLE agency_years_history
    ADD COLUMN IF NOT EXISTS deadline_adjusted Nullable(Date) COMMENT 'the deadline, or the working day after it',
    ADD COLUMN IF NOT EXISTS days_shown_low Nullable(Int32) DEFAULT days_late_low COMMENT 'days_late_low, or what the report says where somebody decided that it is our error',
    ADD COLUMN IF NOT EXISTS days_shown_high Nullable(Int32) DEFAULT days_late_high COMMENT 'days_late_high, or what the report says where somebody decided that it is our error';
