"""What raters preferred: tables, a ranking of the arms, paired tests, side bias.

Differences and shares of votes are in percent, as scores are; strengths are natural logarithms. `davidson`,
`crossed` and `ranking` need numpy and are imported when something is to be computed; the others load nothing.
"""
