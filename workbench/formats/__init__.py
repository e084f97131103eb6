"""Bytes to domain values and back, one file per format."""
