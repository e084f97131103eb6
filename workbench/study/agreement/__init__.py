"""Whether raters agree, with themselves and with each other, and what each of them is like.

Coefficients and shares are as the literature has them, at most 1; nothing here is in percent. `findings` and
`sentences` load no numpy; the others compute with it, and who wants something computed imports them then.
"""
