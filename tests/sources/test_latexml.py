"""arXiv's HTML as Markdown: each kind of block, what is left out, and pages that nobody wrote in good faith."""

import pytest

from paperbrowse.errors import Unreadable
from paperbrowse.sources.html_tree import html_tree
from paperbrowse.sources.latexml import read_latexml
from tests.growth import grows_evenly

MOST_TAGS = 600_000
ITEM = '<li class="ltx_item"><span class="ltx_tag ltx_tag_item">{}</span><div class="ltx_para"><p class="ltx_p">{}</p></div></li>'


def read(body: str) -> str:
    found = read_latexml(html_tree(f'<html><body><article class="ltx_document">{body}</article></body></html>', MOST_TAGS))
    return found.markdown if found else ""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<h1 class="ltx_title">Sparse <span class="ltx_text ltx_font_bold">Lanterns</span></h1>', "# Sparse Lanterns"),
        ('<h2 class="ltx_title"><span class="ltx_tag">1 </span>Method</h2>', "## 1 Method"),
        ('<h6 class="ltx_title ltx_title_abstract">Abstract</h6><p>Words.</p>', "## Abstract\n\nWords."),
        ("<p>One\n  line.</p><p>Another.</p>", "One line.\n\nAnother."),
        ("<p>costs $5 and 2*3*4, a `tick`, \\x, &lt;b&gt;</p>", "costs \\$5 and 2\\*3\\*4, a \\`tick\\`, \\\\x, \\<b>"),
        ("<p># not a heading</p><p>- no item</p>", "\\# not a heading\n\n\\- no item"),
        ('<p>an <em class="ltx_emph ltx_font_italic">old </em>one, <b>bold</b></p>', "an *old* one, **bold**"),
        ('<p>run <span class="ltx_text ltx_font_typewriter">a_b()</span></p>', "run `a_b()`"),
        ('<p><a href="https://x.org/a">here</a></p>', "[here](https://x.org/a)"),
        ('<p><a href="https://x.org/a">https://x.org/a</a></p>', "<https://x.org/a>"),
        ('<p>(<cite><a href="#bib.bib1">2020</a></cite>, <a href="https://arxiv.org/html/2606.12004v1#S1">1</a>)</p>', "(2020, 1)"),
        ('<p>a <math alttext="O(n\\log n)" display="inline"><mi>O</mi></math> b</p>', "a $O(n\\log n)$ b"),
        ("<p><math><mi>x</mi></math></p>", "x"),
        ('<p>word<span class="ltx_note"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><span class="ltx_note_content">'
         '<sup class="ltx_note_mark">1</sup><span class="ltx_tag ltx_tag_note">1</span>A note.</span></span></span></p>', "word (A note.)"),
        (f'<ul class="ltx_itemize">{ITEM.format("•", "one")}{ITEM.format("•", "two")}</ul>', "- one\n- two"),
        (f'<ol class="ltx_enumerate">{ITEM.format("1.", "one")}{ITEM.format("(b)", "two")}</ol>', "1. one\n- (b) two"),
        ('<figure><img src="x1.png" alt="Refer to caption"/><figcaption class="ltx_caption"><span class="ltx_tag">Figure 1: </span>'
         "A <em>picture</em>.</figcaption></figure>", "*Figure 1: A picture.*"),
        ('<table class="ltx_equation ltx_eqn_table"><tr><td><math alttext="\\displaystyle a=%\nb" display="block">a</math></td>'
         '<td><span class="ltx_tag ltx_tag_equation">(1)</span></td></tr></table>', "$$a=b$$ (1)"),
        ("<table><tr><th>A</th><th>B|C</th></tr><tr><td>1</td><td>2</td></tr></table>", "| A | B\\|C |\n| --- | --- |\n| 1 | 2 |"),
        ('<table><tr><td colspan="2">A</td><td>B</td></tr><tr><td>1</td></tr></table>', "| A |  | B |\n| --- | --- | --- |\n| 1 |  |  |"),
        ("<table><tr><td>alone</td></tr></table>", "alone"),
        ('<p>a <span class="ltx_tabular"><span class="ltx_tr"><span class="ltx_td">u</span><span class="ltx_td">v</span></span></span> b</p>',
         "a\n\n| u | v |\n| --- | --- |\n\nb"),
        ("<p>a</p><table><tr><td>x</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>", "a\n\n| x | 1 2 |\n| --- | --- |"),
        ('<div class="ltx_listing"><div class="ltx_listing_data"><a href="data:x">⬇</a></div><div class="ltx_listingline">def f(x):</div>'
         '<div class="ltx_listingline">  return x</div></div>', "```\ndef f(x):\n  return x\n```"),
        ('<div class="ltx_listing"><div class="ltx_listingline">1: Set <math alttext="k">k</math></div></div>', "- 1: Set $k$"),
        ('<ul class="ltx_biblist"><li class="ltx_bibitem"><span class="ltx_tag">[1]</span><span class="ltx_bibblock">A. Foo.</span>'
         '<span class="ltx_bibblock">Words, arXiv:2001.00001.</span></li></ul>', "- [1] A. Foo. Words, arXiv:2001.00001."),
        ('<div class="ltx_theorem"><h6 class="ltx_title ltx_runin ltx_title_theorem"><span class="ltx_tag ltx_text ltx_font_bold">Lemma 1</span>.'
         "</h6><p>It holds.</p></div>", "**Lemma 1.**\n\nIt holds."),
        ('<span class="ltx_itemize"><span class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span><span class="ltx_p">one</span></span></span>',
         "- one"),
        ('<div class="ltx_listing"><div class="ltx_listingline"><span class="ltx_tag ltx_tag_listingline">7</span>\n<span>a = </span>\n<span>1</span>'
         "</div></div>", "```\na = 1\n```"),
        ('<div class="infobox"><a id="license-tr">License</a></div><div id="watermark-tr">arXiv</div><p>yes</p>', "yes"),
        ('<nav class="ltx_TOC">no</nav><script>no()</script><div class="ltx_authors">A</div><span class="ltx_ERROR">\\no</span><p>yes</p>', "yes"),
    ],
)  # fmt: skip
def test_each_kind_of_block_has_its_form(html: str, markdown: str):
    assert markdown == read(html)


def test_a_list_within_a_list_is_set_in():
    inner = f'<ul class="ltx_itemize">{ITEM.format("•", "deep")}</ul>'

    assert "- one\n\n  - deep" == read(f'<ul class="ltx_itemize">{ITEM.format("•", "one" + inner)}</ul>').replace("\n\n\n", "\n\n")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://a b/", "https://x.org/(x)", "//x"])
@pytest.mark.fault("H25")
def test_only_addresses_of_the_web_become_links(href: str):
    assert "here" == read(f'<p><a href="{href}">here</a></p>')


@pytest.mark.parametrize(
    "head",
    ['<base href="/html/2606.12004v3/"/>', '<div id="watermark-tr">arXiv:2606.12004v3 [cs.CL] 10 Jun 2026</div>'],
)
def test_the_version_is_told_by_the_page(head: str):
    found = read_latexml(html_tree(f'<html>{head}<div class="ltx_page_main"><p>Words.</p></div></html>', MOST_TAGS))

    assert found and 3 == found.version


def test_the_box_that_tells_of_missing_packages_is_no_paper():
    box = '<div class="package-alerts ltx_document"><p>failed: pkg</p></div>'

    found = read_latexml(html_tree(f'{box}<div class="ltx_page_main">{box}<p>Words.</p></div>', MOST_TAGS))

    assert found and "Words." == found.markdown


@pytest.mark.parametrize("html", ["", "<html></html>", "<p>No HTML for '2606.12004'</p>", '<div class="my_ltx_document">x</div>'])
def test_what_is_no_paper_is_none(html: str):
    assert read_latexml(html_tree(html, MOST_TAGS)) is None


@pytest.mark.fault("H8", "H11", "H13", "H15")
@pytest.mark.parametrize("poison", ["&#27;[31m", "\x1b]52;c;aGk=\x07", "&#155;", "\u202e", "&#8238;"])
def test_nothing_in_it_can_speak_to_the_terminal(poison: str):
    found = read(f'<h1>T{poison}</h1><p>p{poison}</p><p><math alttext="m{poison}">m</math></p><table><tr><td>{poison}</td><td>x</td></tr></table>')

    assert "T" in found and not set("\x1b\x07\x9b\u202e") & set(found)


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<span>", "<ul><li>", "<p>x</p>", "<table><tr><td>", "<em>x</em> ", "<span><p>x</p></span>", "<td colspan=60>x",
     '<math alttext="x">', "<p><span class='ltx_tabular'>", "&#27;", "<![CDATA[", "<!--"],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_are_survived_at_once(piece: str):
    assert grows_evenly(lambda letters: read(piece * (letters // len(piece))), 25_000)


def test_a_tag_with_a_thousand_attributes_is_refused():
    with pytest.raises(Unreadable):
        html_tree(f"<p {'a=1 ' * 1000}>", MOST_TAGS)
