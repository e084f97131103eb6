"""Metrics: how completions become numbers, in the paper's way and in a corrected one."""
