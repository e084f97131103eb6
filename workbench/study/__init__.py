"""People judging completions, blinded."""
