import pytest

from paperbrowse.desktop.address import refusal
from paperbrowse.model.address import in_ascii, is_of_ours, warning

DECEIVING = "https://hugginɡface.co/papers"


@pytest.mark.fault("C16")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (DECEIVING, "https://xn--hugginface-mle.co/papers"),
        ("https://example.org/é?q=ü#ß", "https://example.org/%C3%A9?q=%C3%BC#%C3%9F"),
        ("https://example.org/a%20b?c=d&e=f", "https://example.org/a%20b?c=d&e=f"),
        ("https://ex\u202eample.org/", "https://ex\\u202eample.org/"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_an_address_is_told_in_letters_that_cannot_deceive(address: str, expected: str) -> None:
    assert expected == in_ascii(address)


@pytest.mark.fault("C16", "C17")
@pytest.mark.parametrize(
    ("address", "is_ours", "needs"),
    [
        ("https://huggingface.co/papers", True, False),
        ("https://github.com/é", True, False),
        ("https://example.org/", False, False),
        ("https://huggingface.co@evil.test/", False, False),
        (DECEIVING, False, True),
        ("http://arxiv.org/abs/2606.00001", False, True),
    ],
)
def test_what_is_no_site_of_ours_is_looked_at_and_what_deceives_is_warned_of(address: str, is_ours: bool, needs: bool) -> None:
    assert (is_ours, needs) == (is_of_ours(address), bool(warning(address)))


@pytest.mark.fault("C16", "C17")
@pytest.mark.parametrize("address", [DECEIVING, "http://example.org/a"])
def test_what_was_shown_may_be_opened(address: str) -> None:
    assert refusal(in_ascii(address), None) is None
    assert refusal(in_ascii(address)) is not None
