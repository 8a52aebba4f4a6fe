-- The facts of timeliness: days between deadline and publication, at least (a) and at most (b),
-- of the first version. Where no complete walk was there before the report, the least is open.
--
-- Unit: days. Source: reports, by article 49 (until FY2018 article 31 of 2007).
-- Parameters: run (number of the score run), from, to (reports of this slice), open (what stands for an open end).
INSERT INTO profile_keys (run_id, agency_id, fiscal_year, which, measure, form, level, family, scope, a, b, c, reason)
SELECT {run:UInt64}, agency_id, fiscal_year, which, 'timeliness', form, level, family, scope,
    ifNull(days_late_low, {open:Int64}), ifNull(days_late_high, 0), 0,
    multiIf(NOT has_deadline, 'no_deadline', days_late_high IS NULL, 'date_unknown', '')
FROM profile_subjects
WHERE run_id = {run:UInt64} AND changed AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
