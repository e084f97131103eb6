"""People judging completions, blinded: designs, sessions, agreement, reports."""
