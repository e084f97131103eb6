-- Studies that were built here, and what raters handed over. Files are kept whole, as they were sent and came.

CREATE TABLE study (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    version INTEGER NOT NULL,
    created TEXT NOT NULL,               -- ISO 8601, UTC
    file BLOB NOT NULL,                  -- *.medstudy with the presentations of all raters
    key_file BLOB                        -- *.medkey; NULL where nobody here can open the blinding
);

CREATE TABLE handed_over (
    number INTEGER PRIMARY KEY,
    study INTEGER NOT NULL REFERENCES study (number) ON DELETE CASCADE,
    rater TEXT NOT NULL,
    events INTEGER NOT NULL,
    last_event TEXT NOT NULL,            -- SHA-256 that the next event would name
    imported TEXT NOT NULL,              -- ISO 8601, UTC
    file BLOB NOT NULL,                  -- *.medratings
    UNIQUE (study, rater)
);
