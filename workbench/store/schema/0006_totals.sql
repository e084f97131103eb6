-- What runs came to, so that a board that is opened again computes nothing; and how imported tables were laid out.

-- What a measure made of all of a run's rows. Replaced when what it was made of is no longer what `key` says.
CREATE TABLE run_total (
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    protocol TEXT NOT NULL,              -- paper or corrected
    measure TEXT NOT NULL,               -- its name; '' for the intervals of means over tasks
    resamples INTEGER NOT NULL,          -- of each interval
    key BLOB NOT NULL,                   -- hash of the rows, the tasks, the measure's version and the method
    numbers TEXT NOT NULL,               -- JSON: the tasks' scores, or the means' intervals by column
    draws BLOB NOT NULL,                 -- numbers of the tasks in each resample: floats of 32 bits, low byte first
    PRIMARY KEY (run, protocol, measure, resamples)
);

CREATE TABLE foreign_file (
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    file INTEGER NOT NULL,               -- as in foreign_row
    columns TEXT NOT NULL,               -- JSON list of the table's columns as its first line has them
    PRIMARY KEY (run, file)
);
