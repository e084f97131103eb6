-- Answers from other people's files of results.

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
