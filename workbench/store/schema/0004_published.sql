-- Numbers that others published, to stand beside a project's own.

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
