"""What in an answer would tell a rater whose it is, found before a study starts, and what to do about it."""
