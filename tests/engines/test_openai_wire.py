"""Addresses are checked before anything is sent."""

import pytest

from workbench.domain.errors import EndpointError
from workbench.engines.openai_wire import parse_address


@pytest.mark.parametrize(
    ("url", "address", "model"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", None),
        ("http://localhost:11434", "http://localhost:11434/v1", None),
        ("https://models.example.org/", "https://models.example.org/v1", None),
        ("https://example.org:443/api/v2/", "https://example.org/api/v2", None),
        ("http://[::1]:80/v1/chat/completions", "http://[::1]/v1", None),
        ("http://127.0.0.1/v1#MMedS-Llama%203", "http://127.0.0.1/v1", "MMedS-Llama 3"),
        ("http://127.0.0.1/v1#", "http://127.0.0.1/v1", None),
    ],
)
def test_addresses_come_in_several_spellings(url: str, address: str, model: str | None) -> None:
    """With or without path and port; a model may stand behind a "#"."""
    endpoint, named = parse_address(url, "secret")
    assert (endpoint.address, named) == (address, model)
    assert "secret" not in repr(endpoint)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8080",
        "file:///etc/passwd",
        "ftp://example.org",
        "http://",
        "http://:80/v1",
        "http://example.org:99999/v1",
        "http://example.org:x/v1",
        "http://[::1/v1",
        "http://name:word@example.org/v1",
        "http://example.org/v1?key=x",
        "http://exa mple.org/v1",
        "http://example.org/v1\r\nHost: other",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    """Only http and https, with a host; no passwords, no second line."""
    with pytest.raises(EndpointError, match="address"):
        parse_address(url)
