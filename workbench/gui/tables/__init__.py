"""Qt's item models over frozen rows. No widgets."""
