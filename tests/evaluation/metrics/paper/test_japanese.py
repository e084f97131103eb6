"""Japanese tokens against janome itself."""

from functools import lru_cache
from pathlib import Path

from hypothesis import given

from tests.evaluation.metrics.paper.hostile import japanese_texts, latin_texts, many
from tests.evaluation.metrics.paper.packages import Tokenizer
from workbench.evaluation.metrics.paper import japanese
from workbench.evaluation.metrics.paper.table import read_table


@lru_cache(maxsize=1)
def _janome() -> Tokenizer:
    return Tokenizer()


def _theirs(text: str) -> list[str]:
    return [token.surface for token in _janome().tokenize(text)]


@many(200, share=5)
@given(japanese_texts)
def test_tokens_of_hostile_texts_are_janomes(text: str) -> None:
    """Known words, unknown ones, other alphabets."""
    assert japanese.words(text) == _theirs(text)


@many(60, share=20)
@given(latin_texts)
def test_tokens_of_other_alphabets_are_janomes(text: str) -> None:
    """Every script goes through."""
    assert japanese.words(text) == _theirs(text)


def test_long_texts_are_cut_where_janome_cuts_them() -> None:
    """After 500 characters at a stop, after 1,024 anywhere."""
    for text in ("患者は糖尿病です。" * 200, "糖尿病" * 700, "カ" * 2100, ("あ" * 510 + "\n\n") * 3):
        assert japanese.words(text) == _theirs(text)


def test_tokens_of_real_texts_are_janomes(shared_data: Path) -> None:
    """The example rows."""
    for row in read_table(next(shared_data.glob("eval_results_Rationale_*.csv"))).by_name:
        if row.task_id == "task54":
            for text in (str(row.reference), str(row.output)):
                assert japanese.words(text) == _theirs(text)
