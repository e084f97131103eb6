"""One screen, one file: draws a presenter's state and passes on what a person does."""
