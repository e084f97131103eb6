-- A project: tasks with their instances, runs with their completions, drafts.
-- Never edited after a release; a later change is a file with the next number.

-- AUTOINCREMENT: a number is never given twice, so an index entry that outlives its task meets nothing.
CREATE TABLE task (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    head TEXT NOT NULL,                  -- the file without its instances, as JSON
    indexed INTEGER NOT NULL DEFAULT 0   -- instances up to this position are in `words`
);

CREATE TABLE instance (
    key INTEGER PRIMARY KEY,             -- task.number * 2^32 + position; positions count from 1 without gaps
    id TEXT NOT NULL UNIQUE,
    spread INTEGER NOT NULL,             -- 1 when words.spread() prepares the texts for the index
    source_id TEXT,
    language TEXT,
    reference_lengths TEXT,              -- JSON list, in code points; NULL when there is exactly one reference
    input TEXT NOT NULL,
    "references" TEXT NOT NULL           -- one after the other, a line feed between them
);

CREATE VIRTUAL TABLE words USING fts5 (
    input, "references", content = '', tokenize = 'unicode61 remove_diacritics 2'
);
-- Few large segments while loading, and few merges (measured: 3 instead of 7 seconds for 169 MB).
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
INSERT INTO words (words, rank) VALUES ('automerge', 16);

CREATE TABLE run (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,               -- ISO 8601, UTC
    spec TEXT NOT NULL,                  -- JSON
    state TEXT NOT NULL,
    seconds REAL NOT NULL DEFAULT 0
);

-- What a run asks, in order. Not tied to `instance`: a run outlives its tasks.
CREATE TABLE planned (
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    instance_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;

CREATE TABLE completion (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    instance_id TEXT NOT NULL,
    request TEXT NOT NULL,               -- content id of everything that decides the answer
    finish TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    shared_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    prefill_seconds REAL NOT NULL,
    decode_seconds REAL NOT NULL,
    shot_ids TEXT NOT NULL,              -- JSON list
    text TEXT NOT NULL,
    UNIQUE (run, instance_id)
);
CREATE INDEX completion_request ON completion (request);
CREATE INDEX completion_instance ON completion (instance_id);

CREATE TABLE failure (
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    instance_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, instance_id)
) WITHOUT ROWID;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    created TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE draft_state (
    draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,              -- the highest one is the draft as it is
    modified TEXT NOT NULL,
    state TEXT NOT NULL,                 -- the whole draft, as JSON
    PRIMARY KEY (draft, place)
);
