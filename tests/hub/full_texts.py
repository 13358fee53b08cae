r"""Full texts that nobody wrote: in the Hub's Markdown as seen 2026-03 to 2026-10, and in arXiv's HTML (LaTeXML).

The last digits tell what there is: papers …001 are long (400 kB), …002 have no text on the Hub, …003 none
anywhere, all others have both.
"""

import html
import re
from random import Random

from .made_up import Json

_TOPICS = ("routing", "caching", "folding", "gating", "planning", "probing", "shaping", "pruning")
_SENTENCES = (
    "Earlier work on {topic} treats every step alike, which wastes most of the budget on easy ones.",
    "We measure how far {topic} carries when memory is the limit and not arithmetic.",
    "The gain comes from the first layers; later ones may be left out without a loss that we could measure.",
    "With twice the data the difference shrinks but does not vanish.",
    "Readers who want to repeat this need one card and an afternoon.",
    "A larger model learns {topic} earlier, and forgets it later.",
)
_MATH = re.compile(r"\$([^$]+)\$")
_LONG = 400_000
"""Characters of a long paper."""


def hub_markdown(entry: Json) -> str:
    """What `/papers/{id}.md` answers; where arXiv has no HTML the Hub's own page."""
    paper = entry["paper"]
    if paper["id"].endswith(("002", "003")):
        body = f"Join the discussion on this paper page\n\n# {_title(entry)}\n\nPublished on Jun 8\n\n{paper.get('summary', '')}"
        return _head(entry, f"https://huggingface.co/papers/{paper['id']}") + body
    size = _LONG if paper["id"].endswith("001") else 0
    return _head(entry, f"https://arxiv.org/html/{paper['id']}") + _markdown_body(entry, size)


def arxiv_html(entry: Json | None) -> tuple[str, int]:
    """What `/html/{id}` answers, with its status."""
    if entry is None or entry["paper"]["id"].endswith("003"):
        return "<!DOCTYPE html><html><head><title>No HTML</title></head><body><h1>No HTML for this paper</h1>" \
            "<p>HTML is not available for the source.</p></body></html>", 404
    paper_id, title = entry["paper"]["id"], html.escape(_title(entry))
    sections = "".join(_html_section(number, Random(f"{paper_id}/{number}")) for number in range(1, 5))
    summary = _MATH.sub(r'<math alttext="\1" display="inline"><mi>x</mi></math>', html.escape(entry["paper"].get("summary", "")))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"/><title>{title}</title><base href="/html/{paper_id}v2/"/></head>'
        '<body><nav class="ltx_page_navbar"><a href="#S1">Introduction</a></nav><div id="watermark-tr">'
        f'arXiv:{paper_id}v2 [cs.CL] 10 Jun 2026</div><div class="ltx_page_main"><div class="ltx_page_content">'
        f'<article class="ltx_document"><h1 class="ltx_title ltx_title_document">{title}</h1><div class="ltx_authors">'
        '<span class="ltx_personname">Ana Chen</span></div><div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">'
        f'Abstract</h6><p class="ltx_p">{summary}</p></div>{sections}{_html_references(paper_id)}</article></div></div></body></html>\n'
    ), 200


def _title(entry: Json) -> str:
    return " ".join(entry["paper"]["title"].split())


def _head(entry: Json, source: str) -> str:
    return f"Title: {_title(entry)}\n\nURL Source: {source}\n\nPublished Time: Wed, 10 Jun 2026 00:12:44 GMT\n\nMarkdown Content:\n"


def _markdown_body(entry: Json, size: int) -> str:
    paper_id = entry["paper"]["id"]
    page = f"https://arxiv.org/html/{paper_id}"
    parts = [f"Ana Chen 1, Miloš Dvořák 2\n\n###### Abstract\n\n{entry['paper'].get('summary', '')}"]
    length, number = 0, 0
    while number < 6 or length < size:
        number += 1
        parts.append(_markdown_section(number, page, Random(f"{paper_id}/{number}")))
        length += len(parts[-1])
    references = "\n".join(f"- {line}" for line in _references(paper_id))
    return "\n\n".join([*parts, f"## References\n\n{references}\n"])


def _markdown_section(number: int, page: str, random: Random) -> str:
    topic = _TOPICS[number % len(_TOPICS)]
    cited = f'(Haddad et al.[2024]({page}#bib.bib{number % 3 + 1} "On {topic} without labels"))'
    rows = "\n".join(f"| Ours-{row} | {random.randint(10, 99)}.{random.randint(0, 9)} | {random.randint(1, 9)}\\times |" for row in range(4))
    return (
        f"## {number} On {topic.title()}\n\n{_prose(random, topic)} {cited}. The cost is \\mathcal{{O}}(n\\log n) for n tokens.\n\n"
        f"### {number}.1 A Bound\n\nFor every x\\sim\\mathcal{{D}}, let \\pi_{{\\theta}} be the policy. Then\n\n"
        f"L_{{{number}}}(\\theta)=\\mathbb{{E}}_{{x\\sim\\mathcal{{D}}}}\\left[\\sum_{{i=1}}^{{n}}\\ell(x_{{i}},\\theta)\\right],({number})\n\n"
        f"holds (see Figure[{number}]({page}#S{number}.F1 \"Figure {number} ‣ On {topic}\")).\n\n"
        f"![Image {number}: Refer to caption]({page}v1/x{number}.png)\n\nFigure {number}: What {topic} costs.\n\n"
        f"* one pass over the data\n* no labels\n    * and none later\n\n"
        f"```python\n# step {number}\nfor token in tokens:\n    route(token)\n```\n\n"
        f"Table {number}: Results of {topic}.\n\n| Model | Accuracy | Speed |\n| --- | --- | --- |\n{rows}\n\n{_prose(random, topic)}"
    )


def _prose(random: Random, topic: str) -> str:
    return " ".join(random.sample(_SENTENCES, 4)).format(topic=topic)


def _references(paper_id: str) -> list[str]:
    return [
        "Haddad, F. et al. On routing without labels. arXiv preprint arXiv:2401.00017, 2024.",
        "Lund, B. and Kim, E. Folding memory. [arXiv:2305.01234v2](https://arxiv.org/abs/2305.01234v2), 2023.",
        f"Chen, A. An earlier version of this work. https://arxiv.org/abs/{paper_id}v1, 2026.",
        "Iyer, K. Gates and how to close them. CoRR, abs/1912.00042, 2019.",
    ]


def _html_section(number: int, random: Random) -> str:
    topic = _TOPICS[number % len(_TOPICS)]
    return (
        f'<section class="ltx_section"><h2 class="ltx_title ltx_title_section"><span class="ltx_tag ltx_tag_section">{number} </span>'
        f'On {topic.title()}</h2><div class="ltx_para"><p class="ltx_p">{_prose(random, topic)} It costs '
        '<math alttext="\\mathcal{O}(n\\log n)" display="inline"><semantics><mi>O</mi></semantics></math> '
        '(<cite class="ltx_cite">Haddad et al., <a class="ltx_ref" href="#bib.bib1">2024</a></cite>).</p>'
        '<table class="ltx_equation ltx_eqn_table"><tbody><tr class="ltx_equation ltx_eqn_row"><td class="ltx_eqn_cell"></td><td>'
        '<math alttext="\\displaystyle L(\\theta)=%\n\\sum_{i}\\ell(x_{i})" display="block"><mi>L</mi></math></td><td>'
        f'<span class="ltx_tag ltx_tag_equation">({number})</span></td></tr></tbody></table></div>'
        f'<figure class="ltx_table"><figcaption class="ltx_caption"><span class="ltx_tag">Table {number}: </span>Results.</figcaption>'
        '<table class="ltx_tabular"><thead><tr class="ltx_tr"><th class="ltx_th">Model</th><th class="ltx_th">Accuracy</th></tr></thead>'
        f'<tbody><tr class="ltx_tr"><td class="ltx_td">Ours</td><td class="ltx_td">{random.randint(10, 99)}</td></tr></tbody></table></figure>'
        "</section>"
    )


def _html_references(paper_id: str) -> str:
    items = "".join(
        f'<li class="ltx_bibitem" id="bib.bib{number}"><span class="ltx_tag ltx_tag_bibitem">[{number}]</span>'
        f'<span class="ltx_bibblock">{html.escape(line)}</span></li>'
        for number, line in enumerate(_references(paper_id), 1)
    )
    return f'<section class="ltx_bibliography"><h2 class="ltx_title">References</h2><ul class="ltx_biblist">{items}</ul></section>'
