"""The LaTeX compiles in principle: balanced, escaped, with as many cells in every line."""

import re

from tests.formats.boards import BOARD
from workbench.domain.boards import Board
from workbench.formats.board_latex import document, escaped


def test_nothing_in_a_name_is_a_command() -> None:
    """Every special sign becomes its own picture."""
    assert escaped("a_b & 50% {x} #1 $y$") == r"a\_b \& 50\% \{x\} \#1 \$y\$"
    assert escaped("\\input{x}~^") == r"\textbackslash{}input\{x\}\textasciitilde{}\textasciicircum{}"
    assert escaped("a\nb\0") == "a b"


def test_tables_are_balanced() -> None:
    """Braces and environments open and close, every line has as many cells as the head."""
    made = document(BOARD)
    plain = re.sub(r"\\[\\{}&%$#_]", "", made)
    assert plain.count("{") == plain.count("}")
    assert made.count(r"\begin{table}") == made.count(r"\end{table}") == 3
    for tabular in re.findall(r"\\begin\{tabular\}(.*?)\\end", made, re.DOTALL):
        kinds = re.match(r"\{([lr]+)\}", tabular)
        assert kinds is not None
        for line in re.findall(r"^(.*) \\\\$", tabular, re.MULTILINE):
            assert len(re.findall(r"(?<!\\)&", line)) == len(kinds[1]) - 1


def test_numbers_have_their_n_and_interval() -> None:
    """Those of our own runs, unless they are left out; doubts are notes."""
    made = document(BOARD)
    assert r"60.00 {\scriptsize [55.0, 65.0]} {\scriptsize n=200}" in made
    assert "75.20$^{?1}$" in made
    assert "$^{?1}$ its tasks' mean is 59.6." in made
    assert "scriptsize" not in document(BOARD, intervals=False)


def test_overview_alone_on_demand() -> None:
    """One table then; an empty board has one too."""
    assert document(BOARD, details=False).count(r"\begin{table}") == 1
    assert r"\toprule" in document(Board((), ()))


def test_sources_are_lettered() -> None:
    """Each row says where it is from."""
    made = document(BOARD)
    assert r"Small Q8\_0$^{a}$" in made
    assert "Old$^{b}$" in made
    assert "a: this project. b: A Journal." in made
