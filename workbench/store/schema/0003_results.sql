-- Answers from other people's files, what completions were scored with, and numbers that were published.

-- Every row of an imported file that could be read, as it stands there; `number` grows in the files' order.
-- Those that are about an instance of the project are completions of the run, too: the first of each.
CREATE TABLE foreign_row (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    file INTEGER NOT NULL,               -- which of the run's files, from 0
    place INTEGER NOT NULL,              -- among that file's rows, from 0
    task_id TEXT,                        -- as the file spells it; NULL where it does not tell
    reference TEXT,                      -- the file's GT; NULL where it does not tell
    output TEXT NOT NULL,
    instance_id TEXT,                    -- NULL where no instance of the project matched
    prompt TEXT,                         -- what was asked, as the file has it; NULL where the instance tells
    UNIQUE (run, file, place)
);

-- Scores by what they were made of, so that nothing is computed twice and a changed metric touches only itself.
CREATE TABLE score (
    key BLOB PRIMARY KEY,                -- 16 bytes of a hash of the metric, its version, and all that it saw
    scores TEXT NOT NULL                 -- JSON list of [value, reason, counts, reading], one for each metric
) WITHOUT ROWID;

CREATE TABLE published (
    number INTEGER PRIMARY KEY,          -- in the order they were first added
    category TEXT NOT NULL,
    dataset TEXT NOT NULL,
    task TEXT,                           -- NULL for the mean of a category
    metric TEXT NOT NULL,
    model TEXT NOT NULL,
    stated TEXT,                         -- as it is printed: "70.0" is not "70"; NULL where there is no number
    source TEXT NOT NULL
);
CREATE INDEX published_cell ON published (source, model, metric);
