"""How sure numbers are and whether they differ: intervals, paired tests, many tests at once, equivalence.

Scores are in percent, as everywhere; shares and probabilities are from 0 to 1. Importing these modules loads
neither numpy nor scipy, `resampling` and `totals` apart: those two are numpy through and through, and the
others import them when something is to be computed.
"""
