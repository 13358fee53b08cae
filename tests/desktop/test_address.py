"""Which addresses may go to the browser."""

import pytest

from paperbrowse.desktop.address import refusal

CHARACTERS = "the address has characters that no link of ours has"
SCHEME = "only https addresses are opened"
SITE = "not a site that is opened from here"
NAME = "the address hides its host behind a name"


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co/papers/2608.16590",
        "https://arxiv.org/pdf/math/0611800",
        "https://github.com/a/b?tab=readme#top",
        "https://huggingface.co:443/papers",
        "https://HuggingFace.co/papers/%C3%A9",
    ],
)
def test_a_clean_address_of_a_known_site_is_opened(url: str):
    assert refusal(url) is None


REFUSED = [
    ("C13", SCHEME, ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vscode://x", "//arxiv.org"]),
    ("C14", SCHEME, ["--new-window=https://arxiv.org", "-x", "HTTPS://arxiv.org"]),
    ("C14", CHARACTERS, ["", " https://arxiv.org", "https://arxiv.org/\0", "https://arxiv.org/%Action", "https://a b"]),
    ("C15", NAME, ["https://huggingface.co@evil.test/", "https://user:pw@huggingface.co/", "https://@arxiv.org"]),
    ("C15", CHARACTERS, ["https://huggingface.co\\@evil.test/", "https:\\\\arxiv.org"]),
    ("C15", SITE, ["https://huggingface.co.evil.test/", "https://evil.test/arxiv.org", "https://arxiv.org:8443/"]),
    ("C15", SITE, ["https://", "https:///arxiv.org", "https://xhuggingface.co", "https://arxiv.org."]),
    ("C15", "this is no address", ["https://arxiv.org:99999/", "https://[::1"]),
    ("C16", CHARACTERS, ["https://huggin\u0261face.co/", "https://arxiv.org/\u202egro"]),
    ("C17", SCHEME, ["http://arxiv.org/abs/2608.16590"]),
    ("C18", "the address is too long to open", ["https://arxiv.org/" + "x" * 10_000]),
]


@pytest.mark.parametrize(
    ("url", "reason"),
    [pytest.param(url, reason, marks=pytest.mark.fault(number)) for number, reason, urls in REFUSED for url in urls],
)
def test_any_other_address_is_refused_with_the_reason(url: str, reason: str):
    sentence = refusal(url) or "opened"

    assert reason == sentence.partition(": ")[0]


def test_the_longest_address_that_is_opened_has_2048_characters():
    url = "https://arxiv.org/".ljust(2048, "x")

    assert (None, False) == (refusal(url), refusal(f"{url}x") is None)


@pytest.mark.fault("C16")
def test_a_refused_address_is_shown_in_letters_that_cannot_deceive():
    sentence = refusal("https://huggin\u0261face.co/\x1b\ud800\U0001f600")

    assert f"{CHARACTERS}: https://huggin\\u0261face.co/\\x1b\\ud800\\U0001f600" == sentence


@pytest.mark.fault("C18")
def test_a_long_address_is_shown_by_its_beginning():
    sentence = refusal("https://evil.test/" + "x" * 1000) or ""

    assert f"{SITE}: https://evil.test/" + "x" * 182 + "…" == sentence


def test_the_list_of_sites_is_the_callers():
    assert refusal("https://mirror.test/papers", ("mirror.test",)) is None


def test_any_host_may_be_opened_once_the_reader_saw_the_address_but_no_disguise() -> None:
    assert refusal("https://example.org/project", None) is None
    assert refusal("http://example.org/", None) is None
    assert refusal("http://example.org:443/", None) is not None
    assert refusal("javascript:alert(1)", None) is not None
    assert refusal("https://huggingface.co@example.org/", None) is not None
    assert refusal("https://hugginɡface.co/", None) is not None
