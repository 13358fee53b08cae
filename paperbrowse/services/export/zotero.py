"""Items as Zotero's connector takes them: preprints, with the fields that Zotero has for them."""

import json
from collections.abc import Sequence
from html import escape

from ...model.names import parted
from ...model.taken import Taken


def zotero(papers: Sequence[Taken], session: str) -> bytes:
    """One request. A session that Zotero has seen is not taken twice."""
    items = [_item(each) for each in papers]
    return json.dumps({"sessionID": session, "uri": papers[0].paper.url, "items": items}, ensure_ascii=False).encode()


def _item(taken: Taken) -> dict[str, object]:
    paper, record, marks = taken.paper, taken.record, taken.marks
    item: dict[str, object | None] = {
        "id": paper.id,
        "itemType": "preprint",
        "title": paper.title,
        "creators": [_creator(author.name) for author in paper.authors],
        "abstractNote": paper.abstract or paper.summary,
        "date": paper.published.isoformat() if paper.published else None,
        "url": paper.arxiv_url or paper.url,
        "tags": [{"tag": tag} for tag in dict.fromkeys((*paper.keywords, *marks.tags))],
        "notes": [{"note": _note(marks.note)}] if marks.note else None,
    }
    if paper.has_arxiv_id:
        category = f" [{paper.categories[0]}]" if paper.categories else ""
        item |= {
            "repository": "arXiv",
            "archiveID": f"arXiv:{paper.id}",
            "DOI": (record.doi if record else None) or f"10.48550/arXiv.{paper.id}",
            "extra": f"arXiv:{paper.id}{category}",
        }
    return {name: value for name, value in item.items() if value}


def _creator(name: str) -> dict[str, object]:
    parts = parted(name)
    if parts.whole:
        return {"creatorType": "author", "lastName": parts.whole, "fieldMode": 1}
    family = f"{parts.particle} {parts.family}".strip()
    return {"creatorType": "author", "firstName": ", ".join(filter(None, (parts.given, parts.suffix))), "lastName": family}


def _note(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part)
