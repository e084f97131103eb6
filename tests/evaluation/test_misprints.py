"""What cannot be right among published numbers is found, and what can be is left alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from workbench.domain.board_columns import category_named
from workbench.domain.published import Published
from workbench.evaluation.misprints import Misprint, misprints
from workbench.formats.published_csv import read

TASKS = ("task125", "task126", "task127", "task128")


def line(
    model: str, cells: Sequence[str | None], average: str | None = None, source: str = "A", overview: str = ""
) -> list[Published]:
    """A model's NER numbers in one source, with the average it states and the Overview's."""
    made = [
        Published("NER", task, task, "F1", model, stated, source)
        for task, stated in zip(TASKS, cells, strict=False)
    ]
    if average is not None:
        made.append(Published("NER", "Avg", None, "F1", model, None if average == "NA" else average, source))
    if overview:
        made.append(
            Published(
                "OVERVIEW: NER", "category average", None, "F1", model, overview, f"{source} Overview table"
            )
        )
    return made


SAME = [
    number
    for source in ("A", "B")
    for place in range(5)
    for number in line(f"M{place}", [f"{place}1.37", f"{place}4.09", f"{place}7.3"], source=source)
]
"""Two sources that print the same results."""


def told(numbers: Sequence[Published]) -> dict[tuple[str, str, str, str | None], str]:
    """Sentences by source, model, dataset and what is printed."""
    return {
        (one.number.source, one.number.model, one.number.dataset, one.number.stated): one.sentence
        for one in misprints(numbers)
    }


def test_right_numbers_are_left_alone() -> None:
    """An average may be off by what was rounded: 24.46 of cells whose mean is 24.4525 is right."""
    assert misprints(line("M", ["28.25", "18.46", "22.76", "28.34"], "24.46", overview="24.46")) == ()
    assert misprints(SAME) == ()
    assert misprints([]) == ()


def test_an_average_that_is_not_the_mean_is_doubted() -> None:
    """With the mean that it should be; the Overview that repeats it too."""
    found = told(line("M", ["50", "60", "70", "80"], "49", overview="49"))
    assert found["A", "M", "Avg", "49"] == "its tasks' mean is 65"
    assert found["A Overview table", "M", "category average", "49"].startswith("the Overview repeats")
    assert len(found) == 2


def test_a_cell_is_doubted_where_another_source_makes_the_average_right() -> None:
    """The average is right then, and the cell is the misprint."""
    wrong = line("N", ["75.2", "60.0", "70.0", "80.0"], "70.0", source="A")
    right = line("N", ["70.0", "60.0", "70.0", "80.0"], "70.0", source="B")
    found = told([*SAME, *wrong, *right])
    assert found == {
        ("A", "N", "task125", "75.2"): "B has 70.0, and only with that is the stated average 70.0 right"
    }


def test_an_empty_cell_elsewhere_repairs_nothing() -> None:
    """The average is doubted then, and the empty cell told."""
    wrong = line("N", ["75.2", "60.0", "70.0", "80.0"], "70.0", source="A")
    found = told([*SAME, *wrong, *line("N", [None], source="B")])
    assert found == {
        ("A", "N", "Avg", "70.0"): "its tasks' mean is 71.3",
        ("B", "N", "task125", None): "no number here; A has 75.2",
    }


def test_an_average_over_an_empty_cell_needs_a_number_there() -> None:
    """Which one can be told; where none would do, the average is doubted."""
    found = told(line("M", ["12.48", None, "12.96"], "11.21"))
    assert found == {
        ("A", "M", "task126", None): "no number here, although the stated average 11.21 needs about 8.2"
    }
    found = told(line("M", ["90", None, "90"], "20"))
    assert found == {("A", "M", "Avg", "20"): "no numbers in the empty cells give this average"}
    assert misprints(line("M", ["12", None, None], "11")) == ()


def test_an_overview_that_is_another_models_is_told() -> None:
    """Whose it is, and what its own table says."""
    numbers = [
        *line("M", ["10", "20", "30", "40"], "25", overview="65"),
        *line("N", ["50", "60", "70", "80"], "65", overview="65"),
    ]
    assert told(numbers) == {
        ("A Overview table", "M", "category average", "65"): (
            "the Overview has 65, which is N's; its own table's mean is 25"
        )
    }


def test_an_overview_that_differs_doubts_both() -> None:
    """Nobody can tell which of the two is right."""
    found = told(line("M", ["10", "20", "30", "40"], "25", overview="26"))
    assert set(found) == {("A", "M", "Avg", "25"), ("A Overview table", "M", "category average", "26")}


def test_numbers_left_out_on_one_side_are_told() -> None:
    """In the table or in the Overview."""
    assert [one.number.dataset for one in misprints(line("M", [None] * 4, "NA", overview="7.15"))] == ["Avg"]
    left = line("M", ["10", "20", "30", "40"], "25")
    overview = Published("OVERVIEW: NER", "category average", None, "F1", "M", None, "A Overview table")
    assert [one.number for one in misprints([*left, overview])] == [overview]
    assert misprints([*line("M", [None] * 4, "NA"), overview]) == ()
    assert misprints(line("M", ["10", None], overview="7.15")) == ()


def test_sources_that_print_the_same_results_are_compared() -> None:
    """A cell that differs is doubted: the one that is also another model's, else both."""
    numbers = [*SAME, *line("N", ["01.37"], source="A"), *line("N", ["33.3"], source="B")]
    assert told(numbers) == {("A", "N", "task125", "01.37"): "B has 33.3; 01.37 is also M0's here"}
    numbers = [*SAME, *line("N", ["44.4"], source="A"), *line("N", ["33.3"], source="B")]
    assert set(told(numbers).values()) == {"B has 33.3", "A has 44.4"}
    numbers = [*SAME, *line("N", ["44.4"], source="A"), *line("N", [None], source="B")]
    assert told(numbers) == {("B", "N", "task125", None): "no number here; A has 44.4"}


def test_sources_of_other_results_are_not_compared() -> None:
    """A later version with other numbers throughout is no misprint."""
    other = [
        number for place in range(5) for number in line(f"M{place}", ["2.11", "5.3", f"{place}9"], source="B")
    ]
    assert misprints([number for number in SAME if number.source == "A"] + other) == ()


def test_two_models_with_the_same_numbers_are_told() -> None:
    """Three or more with decimals, in all tasks of a category; two are chance."""
    twins = [*line("M", ["56.27", "48.47", "45.67"]), *line("N", ["56.27", "48.47", "45.67"])]
    found = told(twins)
    assert len(found) == 6
    assert found["A", "M", "task125", "56.27"].startswith("N has the same numbers in all")
    third = line("O", ["56.27", "48.47", "45.67", "1.5"])
    assert {one.number for one in misprints([*third, *twins])} == {*twins, *third[:3]}
    assert misprints([*line("M", ["56.27", "48.47"]), *line("N", ["56.27", "48.47"])]) == ()
    assert misprints([*line("M", ["100", "0", "50.00"]), *line("N", ["100", "0", "50.00"])]) == ()


@pytest.fixture(scope="module")
def found(shared_data: Path) -> tuple[Misprint, ...]:
    """What speaks against the numbers that were published."""
    return misprints(read(shared_data / "paper_results.csv").numbers)


ARTICLE, LEADERBOARD = "npj", "leaderboard 2025-01-13"

KNOWN = [
    (ARTICLE, "MCQA", "PubMedQA", "GPT-4", "75.2", "70.0"),
    (ARTICLE, "MCQA", "Avg", "Mistral", "49.1", "59.6"),
    (LEADERBOARD, "MCQA", "Avg", "Mistral", "49.1", "59.6"),
    (ARTICLE, "Diagnosis", "DDXPlus", "Baichuan 2", "34.13", "also Med42-v2's"),
    (ARTICLE, "Clinical Outcome Prediction", "MIMIC4ED Critical Triage", "MEDITRON", "45.67", "Mistral"),
    (ARTICLE, "Clinical Outcome Prediction", "MIMIC4ED Hospitalization", "Mistral", "56.27", "MEDITRON"),
    (LEADERBOARD, "Clinical Outcome Prediction", "category average", "Baichuan 2", "53.22", "10.98"),
    (LEADERBOARD, "Rationale", "category average", "Med42-v2", "37.89", "Qwen 2's"),
    (LEADERBOARD, "Rationale", "category average", "Med42-v2", "30.65", "23.36"),
    (LEADERBOARD, "Concept Explanation", "category average", "Llama3.1-Aloe-Beta-70B", "13.63", "16.48"),
    (LEADERBOARD, "Concept Explanation", "category average", "Llama3.1-Aloe-Beta-70B", "17.80", "19.58"),
    (LEADERBOARD, "Diagnosis", "DDXPlus", "Llama3.1-Aloe-Beta-8B", "63.67", "60.67"),
    (LEADERBOARD, "NER", "Species800", "MEDITRON", None, "0.40"),
    (LEADERBOARD, "NER", "BC5Chem", "MEDITRON", None, "4.11"),
    (LEADERBOARD, "Text Summarization", "RCT-Text", "MEDITRON", None, "4.00"),
    (LEADERBOARD, "Text Summarization", "MIMIC-IV Ultrasound", "MEDITRON", None, "3.75"),
]
"""The errors that are known, each with what a sentence about it has to name."""


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known[3]} {known[2]} {known[4]}")
def test_every_known_misprint_is_found(
    found: tuple[Misprint, ...], known: tuple[str, str, str, str, str | None, str]
) -> None:
    """What speaks against the number is said."""
    source, category, dataset, model, stated, words = known
    sentences = [
        one.sentence
        for one in found
        if one.number.source.startswith(source)
        and category_named(one.number.category) == category
        and (one.number.dataset, one.number.model, one.number.stated) == (dataset, model, stated)
    ]
    assert any(words in sentence for sentence in sentences), sentences


def test_nothing_else_is_doubted(found: tuple[Misprint, ...]) -> None:
    """Among 2,847 numbers: a few models, and none of the model that the article is about."""
    doubted = {one.number.model for one in found}
    assert "MMedIns-Llama 3" not in doubted
    assert len(found) == len({(one.number, one.sentence) for one in found}) <= 60
    # Everything is a known misprint, the same in an older version, or a number that was left out.
    known = {(model, stated) for _, _, _, model, stated, _ in KNOWN} | {
        ("MEDITRON", "56.27"),
        ("MEDITRON", "48.47"),
        ("Mistral", "48.47"),
        ("Mistral", "45.67"),
        ("Llama3.1-Aloe-Beta-8B", "60.67"),
    }
    assert {one.number.model for one in found if (one.number.model, one.number.stated) not in known} == {
        "InternLM 2",
        "Llama 3",
    }
