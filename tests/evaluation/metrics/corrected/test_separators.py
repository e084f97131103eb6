"""Where lists of names are cut."""

import pytest

from workbench.evaluation.metrics.corrected.separators import cut


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a, b", ["a", "b"]),
        ("aspirin,ibuprofen", ["aspirin", "ibuprofen"]),
        ("a; b|c\nd", ["a", "b", "c", "d"]),
        ("1,2-dichloroethane, N,N-dimethylformamide", ["1,2-dichloroethane", "N,N-dimethylformamide"]),
        ("2 , 4 - dinitrophenol, x", ["2 , 4 - dinitrophenol", "x"]),
        ("10,000 units, 5 mg", ["10,000 units", "5 mg"]),
        ("aspirin (ASA, 100 mg), x", ["aspirin (ASA, 100 mg)", "x"]),
        ("aspirin (ASA, x", ["aspirin (ASA", "x"]),
        ("aspirin) ASA, x", ["aspirin) ASA", "x"]),
        ("CCK - 8, 5 - HT", ["CCK - 8", "5 - HT"]),
        ("salt and water", ["salt", "water"]),
    ],
)
def test_lists_are_cut_between_names(text: str, names: list[str]) -> None:
    """Not within brackets, within numbers or between the places of a chemical's name."""
    found = cut(text, 0, len(text), (), True)
    assert [text[start:end].strip() for start, end in found] == names


def test_and_and_known_names_may_stay_whole() -> None:
    """Where "and" belongs to the names, and where a stretch is known to be one name."""
    text = "men and women, Rg1, Rb1"
    assert [text[slice(*one)] for one in cut(text, 0, len(text), [(15, 23)], False)] == [
        "men and women",
        " Rg1, Rb1",
    ]
