-- What completions were scored with.

-- Scores by what they were made of, so that nothing is computed twice and a changed metric touches only itself.
CREATE TABLE score (
    key BLOB PRIMARY KEY,                -- 16 bytes of a hash of the metric, its version, and all that it saw
    scores TEXT NOT NULL                 -- JSON list of [value, reason, counts, reading], one for each metric
) WITHOUT ROWID;
