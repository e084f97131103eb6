"""The head of a task."""

from workbench.domain.tasks import Task


def test_the_first_wording_is_the_instruction() -> None:
    """Upstream's loader takes the first definition; so do we."""
    assert Task("task1", "task1_x", definition=("first", "second")).instruction == "first"


def test_no_definition_is_an_empty_instruction() -> None:
    """A task file without a definition has nothing to say before its inputs."""
    assert Task("task1", "task1_x").instruction == ""
