"""arXiv's API, BibTeX and PDF, as seen 2025-11: a made-up record for every id that the stand-in's days know."""

import hashlib
import html
import re
from dataclasses import dataclass, field

from .editions import Days
from .wire import Reply, Request

_ATOM = {"Content-Type": "application/atom+xml; charset=utf-8"}
_FEED = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/made-up</id>
  <title>arXiv Query: search_query=&amp;id_list={asked}&amp;start=0&amp;max_results=10</title>
  <updated>2026-06-12T00:00:00Z</updated>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  {entry}
</feed>
"""
_ENTRY = """<entry>
    <id>http://arxiv.org/abs/{id}v{version}</id>
    <title>{title}</title>
    <updated>2026-06-11T17:59:03Z</updated>
    <summary>{abstract}</summary>
    <category term="{primary}" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/>
    <published>2026-06-08T09:30:00Z</published>
    <arxiv:comment>{comment}</arxiv:comment>
    <arxiv:primary_category term="{primary}"/>
    <arxiv:journal_ref>Made-up Letters 7 (2026) 12-24</arxiv:journal_ref>
    <author><name>Ada Example</name></author>
    <arxiv:doi>10.5555/made.{id}</arxiv:doi>
    <link rel="alternate" href="https://arxiv.org/abs/{id}v{version}" type="text/html"/>
  </entry>"""
_ERROR = """<entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_{asked}</id>
    <title>Error</title>
    <summary>incorrect id format for {asked}</summary>
  </entry>"""
_BIBTEX = """\
@misc{{example2026made,
      title={{{title}}}, 
      author={{Ada Example}},
      year={{2026}},
      eprint={{{id}}},
      archivePrefix={{arXiv}},
      primaryClass={{cs.CL}},
      url={{https://arxiv.org/abs/{id}}}, 
}}
"""
_ID = re.compile(r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7}")


@dataclass(slots=True)
class Arxiv:
    """What a test may change."""

    pdf_size: int = 300_000
    """Bytes of every PDF."""
    version: int = 2
    """The latest one of every paper."""
    primary: str = "cs.CL"
    comment: str = "12 pages, 3 figures"
    others: set[str] = field(default_factory=set)
    """Ids that are known besides those of the days."""
    has_validators: bool = True
    """Whether a PDF comes with an ETag."""

    def reply_to(self, request: Request, days: Days) -> Reply | None:
        """None for what is not arXiv's."""
        if request.path == "/api/query":
            return Reply(self._feed(request.query.get("id_list", ""), days).encode(), 200, dict(_ATOM))
        for section, answer in (("/bibtex/", self._bibtex), ("/pdf/", self._pdf)):
            if request.path.startswith(section):
                paper_id = request.path.removeprefix(section)
                title = self._title(paper_id, days)
                return Reply(b"{'reason': 'not_found'}", 404) if title is None else answer(request, paper_id, title)
        return None

    def pdf(self, paper_id: str) -> bytes:
        """The whole file."""
        head, tail = f"%PDF-1.7\n% made up, {paper_id}v{self.version}\n".encode(), b"\nstartxref\n0\n%%EOF\n"
        block = hashlib.sha256(paper_id.encode()).digest()
        inside = self.pdf_size - len(head) - len(tail)
        return head + (block * (inside // len(block) + 1))[:inside] + tail

    def _title(self, paper_id: str, days: Days) -> str | None:
        if paper_id in self.others:
            return f"A made-up paper, {paper_id}"
        entry = days.find(paper_id)
        return entry["title"] if entry else None

    def _feed(self, asked: str, days: Days) -> str:
        title = self._title(asked, days)
        if not _ID.fullmatch(asked):
            entry = _ERROR.format(asked=html.escape(asked))
        elif title is None:
            entry = ""
        else:
            entry = _ENTRY.format(
                id=asked, version=self.version, title=html.escape(title), abstract="A made-up abstract.",
                primary=self.primary, comment=html.escape(self.comment),
            )  # fmt: skip
        return _FEED.format(asked=html.escape(asked), total=int(bool(entry)), entry=entry)

    def _bibtex(self, request: Request, paper_id: str, title: str) -> Reply:
        return Reply(_BIBTEX.format(id=paper_id, title=title).encode(), 200, {"Content-Type": "text/plain"})

    def _pdf(self, request: Request, paper_id: str, title: str) -> Reply:
        body = self.pdf(paper_id)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"Content-Type": "application/pdf", "Accept-Ranges": "bytes"} | ({"ETag": etag} if self.has_validators else {})
        asked = re.fullmatch(r"bytes=([0-9]+)-", request.headers.get("range", ""))
        if asked and request.headers.get("if-range") in (None, etag):
            start = int(asked[1])
            if start >= len(body):
                return Reply(b"", 416, {"Content-Range": f"bytes */{len(body)}"})
            return Reply(body[start:], 206, headers | {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"})
        return Reply(body, 200, headers)
