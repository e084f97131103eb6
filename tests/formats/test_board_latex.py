"""The LaTeX compiles: balanced, escaped, as many cells in every line, and tried where there is a LaTeX."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.boards import BOARD, COLUMNS
from workbench.domain.boards import Board, Cell
from workbench.domain.scores import Interval
from workbench.formats.board_latex import document, escaped


def test_nothing_in_a_name_is_a_command() -> None:
    """Every special sign becomes its own picture."""
    assert escaped("a_b & 50% {x} #1 $y$") == r"a\_b \& 50\% \{x\} \#1 \$y\$"
    assert escaped("\\input{x}~^") == r"\textbackslash{}input\{x\}\textasciitilde{}\textasciicircum{}"
    assert escaped("a\nb\0") == "a b"


def test_what_stands_side_by_side_stays_apart() -> None:
    """Two hyphens are no dash, two apostrophes no quotation mark, and a grave accent turns no sign over."""
    assert escaped("a--b ''c'' ?` ,,") == r"a-{}-b '{}'c'{}' ?\textasciigrave{} ,{},"
    assert escaped('"–“”…≤') == r"{\ttfamily\char34}\textendash{}``''\ldots{}$\leq$"


def test_letters_that_latex_has_not_are_there_with_their_codes() -> None:
    """Latin letters stay as they are; of other scripts each run has both forms, for whichever LaTeX it is."""
    assert escaped("Médium ČŠ ł ß") == "Médium ČŠ ł ß"
    assert escaped("医学_β") == r"\otherscript{医学}{U+533B U+5B66}\_\otherscript{β}{U+03B2}"
    assert escaped("e\u0301 🩺") == "e\\otherscript{\u0301}{U+0301} \\otherscript{🩺}{U+1FA7A}"
    assert r"\protected\def\otherscript#1#2" in document(BOARD)


NAMES = (
    r"[10pt] _ & % # $ ~ ^ \ { } < > | \input{/etc/passwd} \end{tabular}",
    "*starred* ``quoted'' \"straight\" --dashes-- ?` !` ,,",
    "医学大模型 Медицина 日本語 العربية β-Ω 🩺 e\u0301 ≤≥− « » Đặng",
    "\\\\[1cm] $x^2$ %comment",
    "À la carte Łódź Ærø Þórr ñandú Œuvre €5 “quoted” ‘so’ … – —",
)
"""Of models that mean harm, or only come from elsewhere."""


def test_hostile_names_compile(tmp_path: Path) -> None:
    """Without a single complaint, in the fonts that LaTeX begins with and in those for accents."""
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    rows = [replace(row, model=name, source=f"{name}.") for row, name in zip(BOARD.rows, NAMES, strict=False)]
    made = document(replace(BOARD, rows=(*rows, *BOARD.rows[len(rows) :])))
    for fonts in ("OT1", "T1"):
        file = tmp_path / f"{fonts}.tex"
        head = rf"\documentclass{{article}}\usepackage[{fonts}]{{fontenc}}\usepackage{{booktabs,graphicx}}"
        file.write_text(f"{head}\\begin{{document}}\n{made}\\listoftables\n\\end{{document}}\n", "utf-8")
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", file.name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        log = file.with_suffix(".log").read_text("latin-1")
        assert done.returncode == 0, log[-2000:]
        assert "Missing character" not in log


def test_tables_are_balanced() -> None:
    """Braces and environments open and close, every line has as many cells as the head."""
    made = document(BOARD)
    plain = re.sub(r"\\[\\{}&%$#_]", "", made)
    assert plain.count("{") == plain.count("}")
    assert made.count(r"\begin{table}") == made.count(r"\end{table}") == 3
    for tabular in re.findall(r"\\begin\{tabular\}(.*?)\\end", made, re.DOTALL):
        kinds = re.match(r"\{((?:p\{16em\}|[lr])+)\}", tabular)
        assert kinds is not None
        for line in re.findall(r"^(.*) \\\\$", tabular, re.MULTILINE):
            assert len(re.findall(r"(?<!\\)&", line)) == len(kinds[1].replace("p{16em}", "p")) - 1


def test_numbers_have_their_n_and_interval() -> None:
    """Those of our own runs, unless they are left out; doubts are notes."""
    made = document(BOARD)
    assert r"60.00 {\scriptsize [55.0, 65.0]} {\scriptsize n=200, 3 missing}" in made
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
    assert r"{Small Q8\_0}$^{a}$" in made
    assert "{Old}$^{b}$" in made
    assert "a: this project. b: A Journal." in made


def test_a_wide_table_is_several() -> None:
    """Each with the columns that can be read beside one another, and the rows that have numbers there."""
    wide = [replace(COLUMNS[1], id=f"task{n}/accuracy", title=f"Task {n}") for n in range(9)]
    cells = tuple((column.id, Cell(50.0, 200, interval=Interval(40.0, 60.0))) for column in wide)
    rows = (
        replace(BOARD.rows[0], cells=cells, model="All"),
        replace(BOARD.rows[4], cells=cells[:1], model="First"),
    )
    made = document(Board(tuple(wide), rows)).split(r"\begin{table}")[2:]
    assert [re.findall(r"MCQA, part \d of \d", part) for part in made] == [
        [f"MCQA, part {n} of 3"] for n in (1, 2, 3)
    ]
    assert ["{First}" in part for part in made] == [True, False, False]
    assert [f"Task {n}" for n in range(9)] == re.findall(r"Task \d", "".join(made))
    assert document(Board(tuple(wide), rows), intervals=False).count(r"\begin{table}") == 2
