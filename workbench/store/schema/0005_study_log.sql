-- What was done with a study that must not be forgotten, such as opening its blinding. Never changed.

CREATE TABLE study_log (
    number INTEGER PRIMARY KEY,
    study INTEGER NOT NULL REFERENCES study (number) ON DELETE CASCADE,
    utc TEXT NOT NULL,                   -- ISO 8601
    what TEXT NOT NULL
);
