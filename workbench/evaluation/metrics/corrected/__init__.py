"""What the paper says that it measures: answers read as a person would read them, then counted."""
