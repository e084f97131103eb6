"""Chinese tokens against jieba itself."""

from pathlib import Path

from hypothesis import given

from tests.evaluation.metrics.paper.hostile import chinese_texts, latin_texts, many
from tests.evaluation.metrics.paper.packages import jieba
from workbench.evaluation.metrics.paper import chinese
from workbench.evaluation.metrics.paper.table import read_table


@many(500)
@given(chinese_texts)
def test_tokens_of_hostile_texts_are_jiebas(text: str) -> None:
    """Known words, unknown ones, numbers between them."""
    assert chinese.words(text) == list(jieba.cut(text))


@many(100, share=10)
@given(latin_texts)
def test_tokens_of_other_alphabets_are_jiebas(text: str) -> None:
    """Every script goes through."""
    assert chinese.words(text) == list(jieba.cut(text))


def test_tokens_of_real_texts_are_jiebas(shared_data: Path) -> None:
    """The example rows."""
    for row in read_table(next(shared_data.glob("eval_results_Rationale_*.csv"))).by_name:
        if row.task_id == "task51":
            for text in (str(row.reference), str(row.output)):
                assert chinese.words(text) == list(jieba.cut(text))
