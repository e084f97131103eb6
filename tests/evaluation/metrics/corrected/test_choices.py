"""The options of a question's input, and how an answer may name them."""

from workbench.evaluation.metrics.corrected.choices import choices_of, wordings_of

LISTED = "Question: Vitamin?\nOptions: A: The liver\tB: Escherichia coli\tC: Le foie.\t"


def test_options_have_their_texts() -> None:
    """On one line between tabs, or on lines of their own."""
    assert choices_of(LISTED) == {"A": "The liver", "B": "Escherichia coli", "C": "Le foie."}
    assert choices_of("Options:\nA. one\nB. two") == {"A": "one", "B": "two"}
    assert choices_of("Options: A: one\tC: three\tB: two\t") == {"A": "one\tC: three", "B": "two"}
    assert choices_of("no list") == {}


def test_wordings_are_longest_first_without_articles() -> None:
    """An option may be named without its article, a species by its short name."""
    found = wordings_of(LISTED)
    assert ("liver", "A") in found
    assert ("e. coli", "B") in found
    assert ("foie", "C") in found
    assert [len(wording) for wording, _ in found] == sorted((len(one) for one, _ in found), reverse=True)


def test_options_that_read_alike_are_not_told_apart() -> None:
    """Their text names neither."""
    assert wordings_of("Options: A: The liver\tB: liver\tC: heart\t") == (("the liver", "A"), ("heart", "C"))
