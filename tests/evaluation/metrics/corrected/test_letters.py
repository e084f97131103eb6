"""Option letters in answers and references."""

import pytest

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.letters import SEVERAL, letters_of, read_letter
from workbench.evaluation.metrics.corrected.plain import EMPTY

INPUT = "Question: Which?\nOptions: A: liver\tB: heart, or A: x\tC: lung\tD: skin\tE: Escherichia coli\t"
ONE = ("The right answer is B: heart, or A: x",)
MORE = ("Les bonnes réponses sont A: liver, C: lung",)


def read(output: str, references: tuple[str, ...] = ONE) -> object:
    """What is read in an answer to a question with the options of INPUT."""
    found = read_letter(Answer("task57", references, output, INPUT))
    return found.text if isinstance(found, Reading) else found


def test_the_usual_form_is_read_with_full_confidence() -> None:
    """The form of the references, whole."""
    found = read_letter(Answer("task57", ONE, ONE[0], INPUT))
    assert found == Reading("B", 1.0, ((20, 21),))


def test_a_letter_beside_another_options_text_is_doubtful() -> None:
    """The letter counts, with less confidence."""
    found = read_letter(Answer("task57", ONE, "The right answer is B: lung", INPUT))
    assert isinstance(found, Reading)
    assert (found.text, found.sure) == ("B", 0.6)


def test_several_letters_are_an_answer_only_where_several_are_right() -> None:
    """As in FrenchMedMCQA."""
    assert read("A and C") == SEVERAL
    assert read("A and C", MORE) == "A, C"
    assert read("CA", MORE) == "A, C"
    assert read("Les bonnes réponses sont A: liver, C: lung", MORE) == "A, C"
    assert read("Les bonnes réponses sont A: liver, D: lung", MORE) == "A, D"
    assert read("Les bonnes réponses sont A: liver, C: lung") == SEVERAL
    assert read("A: wrong. C") == "C"
    assert read("") == EMPTY


def test_a_species_short_name_is_no_letter() -> None:
    """ "E. coli" is the option with that text, "E. Escherichia coli" the option E."""
    swapped = "Question: Which?\nOptions: A: Escherichia coli\tB: x\tC: y\tD: z\tE: w\t"
    found = read_letter(Answer("task57", ONE, "The answer is E. coli", swapped))
    assert isinstance(found, Reading)
    assert found.text == "A"
    assert read("E. Escherichia coli") == "E"


@pytest.mark.parametrize(
    ("reference", "letters"),
    [
        ("The right answer is B: heart", "B"),
        ("正しい答えは D: x, E: y です", "D, E"),
        ("Les bonnes réponses sont A: Le foie, D: Le rein", "A, D"),
        ("Правильный ответ: B: нет", "B"),
        ("C", "C"),
        ("nothing", ""),
    ],
)
def test_letters_of_references(reference: str, letters: str) -> None:
    """One, several, or none."""
    assert letters_of(reference) == letters


@pytest.mark.parametrize(
    ("output", "letter"),
    [
        ("A: no\nB: no\nC: no\nD: the right one\nE: no", "D"),
        ("A: liver, wrong\nB: wrong\nC: lung\nD: wrong\nE: wrong", "C"),
        ("A: liver\nB: wrong\nC: lung\nD: skin\n\nSo lung.", "C"),
        ("The answer is A. Wait, the answer is C.", "C"),
        ("Answer: A\nAnswer: C", SEVERAL),
        ("Liver (A) and skin (D) are wrong. This leaves lung.", "C"),
    ],
)
def test_answers_in_prose_are_read_by_what_they_conclude(output: str, letter: object) -> None:
    """Beside lines about each option, after corrections, without what is denied."""
    assert read(output) == letter


@pytest.mark.parametrize(
    ("output", "letters"),
    [
        ("La réponse A est exacte. Enfin, la réponse C est juste.", "A, C"),
        ("Toutes sauf B et D", "A, C, E"),
        ("liver (A) falls, whereas skin (D) rises", "A"),
        ("a et c", "A, C"),
    ],
)
def test_several_letters_are_gathered(output: str, letters: str) -> None:
    """From one sentence after the other, and without those that they are set against."""
    assert read(output, MORE) == letters


def test_a_question_for_the_exception_is_answered_by_a_denial() -> None:
    """The one option that the answer denies."""
    question = "Question: Which is not a sign?\nOptions: A: fever\tB: cough\tC: baldness\t"
    for output in ("Fever and cough are signs, baldness is not.", "C is not a sign", "The false one is C"):
        found = read_letter(Answer("task57", ("C",), output, question))
        assert isinstance(found, Reading)
        assert found.text == "C", output
