"""Every instance has an id of its own."""

from tests.authoring.samples import draft, instance
from workbench.authoring.checks.identifiers import check


def test_an_id_used_twice_is_found() -> None:
    """The later instance is named, with the one that has the id already."""
    rows = (instance(n, "a", "b", source_id=name) for n, name in enumerate(("x", "y", "x")))
    (found,) = check(draft(*rows))
    assert found.index == 2
    assert "instance 1" in found.message


def test_instances_without_an_id_get_theirs_from_content() -> None:
    """No id is no finding."""
    assert list(check(draft(instance(1, "a"), instance(2, "a")))) == []
