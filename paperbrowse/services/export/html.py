"""One page that needs nothing besides itself: no script, no picture, no other site; links are https alone."""

from collections.abc import Iterator, Sequence
from html import escape

from ...model.taken import Taken
from ...model.text import count

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
article {{ margin: 2rem 0 }}
h2 {{ font-size: 1.15rem; line-height: 1.3; margin: 0 }}
.about {{ opacity: .75; margin: .2rem 0 }}
.note {{ border-left: .2rem solid; padding-left: .8rem; white-space: pre-wrap }}
</style>
</head>
<body>
<h1>{title}</h1>
"""


def html(papers: Sequence[Taken]) -> Iterator[str]:
    yield _HEAD.format(title=count(len(papers), "paper"))
    for each in papers:
        yield "".join(_article(each))
    yield "</body>\n</html>\n"


def _article(taken: Taken) -> Iterator[str]:
    paper, marks = taken.paper, taken.marks
    yield f'<article id="{escape(paper.id)}">\n<h2>{_link(paper.url, paper.title)}</h2>\n'
    if paper.authors:
        yield f'<p class="about">{escape(", ".join(author.name for author in paper.authors))}</p>\n'
    facts = (
        paper.published and paper.published.isoformat(),
        paper.organization and paper.organization.name,
        *paper.topics,
        *(f"#{tag}" for tag in marks.tags),
    )
    links = (("arXiv", paper.arxiv_url), ("PDF", paper.pdf_url), ("Code", paper.github), ("Project", paper.project))
    said = [escape(fact) for fact in facts if fact] + [_link(address, name) for name, address in links if address]
    if said:
        yield f'<p class="about">{" · ".join(said)}</p>\n'
    if text := paper.abstract or paper.summary:
        yield f"<p>{escape(text)}</p>\n"
    if marks.note:
        yield f'<p class="note">{escape(marks.note)}</p>\n'
    yield "</article>\n"


def _link(address: str, text: str) -> str:
    if not address.startswith("https://"):
        return escape(text)
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>'
