"""The tree over nodes."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from workbench.gui.tables.tree import Node, TreeTable

NODES = (
    Node("all", ("All", "5")),
    Node("qa", ("QA", "5"), (Node("57", ("57", "3"), tip="MedQA"), Node("58", ("58", "2")))),
)


def test_nodes_come_and_go(qtmodeltester: ModelTester) -> None:
    """Qt's own checks hold for none, some and other nodes."""
    table = TreeTable(("Task", "n"), numbers=frozenset({1}), checkable=True)
    qtmodeltester.check(table)
    assert table.show_nodes(NODES)
    qtmodeltester.check(table)
    assert not table.show_nodes(NODES)
    assert table.show_nodes(NODES[:1])
    qtmodeltester.check(table)


def test_nodes_are_found_by_their_key() -> None:
    """There and back; a key that is not there has no place."""
    table = TreeTable(("Task", "n"), numbers=frozenset({1}))
    table.show_nodes(NODES)
    index = table.index_of("58")
    assert (index.row(), table.parent(index).row(), table.key(index)) == (1, 1, "58")
    assert not table.index_of("nothing").isValid()
    assert table.key(QModelIndex()) is None
    assert table.data(table.index_of("57"), Qt.ItemDataRole.ToolTipRole) == "MedQA"
    assert table.data(index.siblingAtColumn(1)) == "2"
    assert table.data(index, Qt.ItemDataRole.CheckStateRole) is None
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Task"


def test_a_tick_is_asked_for_and_shown_when_granted() -> None:
    """Ticking a category asks for its tasks; a category with some of them is half ticked."""
    table = TreeTable(("Task", "n"), checkable=True)
    table.show_nodes(NODES)
    asked: list[frozenset[str]] = []
    table.ticked.connect(asked.append)
    role = Qt.ItemDataRole.CheckStateRole
    category = table.index_of("qa")
    assert table.setData(category, Qt.CheckState.Checked.value, role)
    assert asked == [frozenset({"57", "58"})]
    assert table.data(category, role) is Qt.CheckState.Unchecked
    table.show_ticked(frozenset({"57"}))
    assert table.data(category, role) is Qt.CheckState.PartiallyChecked
    assert table.setData(table.index_of("57"), Qt.CheckState.Unchecked.value, role)
    assert asked[-1] == frozenset()
    table.show_ticked(asked[0])
    assert table.data(category, role) is Qt.CheckState.Checked
    assert not table.setData(category, "renamed")
