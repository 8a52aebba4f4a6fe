-- When, by whom and why the document of a report was taken down; no row where it was not.
-- Unit: time in UTC. Source: takedowns.
-- Parameters: sha256 (of the document).
SELECT taken_at, taken_by, reason AS taken_reason
FROM takedowns
WHERE sha256 = {sha256:String}
