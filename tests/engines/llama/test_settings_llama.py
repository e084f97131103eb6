"""Settings have defaults that work anywhere."""

from workbench.engines.llama.settings import LlamaSettings, usable_cores


def test_defaults_leave_everything_to_the_machine() -> None:
    """Nothing that depends on a machine is fixed."""
    settings = LlamaSettings()
    assert settings.threads is settings.context is settings.cells is settings.chunk is None
    assert settings.share_prefix
    assert not settings.deterministic


def test_there_is_a_core() -> None:
    """At least the one this runs on."""
    assert usable_cores() >= 1
