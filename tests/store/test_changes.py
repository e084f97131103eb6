"""What changed can be asked for part by part."""

from workbench.store.changes import Changes


def test_parts_are_told_apart() -> None:
    """A screen that cares about runs does not read again for a draft."""
    assert Changes.RUNS & (Changes.RUNS | Changes.DRAFTS)
    assert not Changes.TASKS & (Changes.RUNS | Changes.DRAFTS)
    assert not Changes.NOTHING
