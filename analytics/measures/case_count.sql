-- How many objections were ever made: where there is none, nothing more has to be asked of them.
-- Unit: objections. Source: cases, read without its view.
-- Parameters: none.
SELECT count() AS cases FROM cases_history
