"""Full texts, comments and links in the cache: whole, in nobody's way, and swept like all else."""

from datetime import timedelta
from pathlib import Path

import pytest

from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.offline import Holdings, Part, Saved
from paperbrowse.model.reading import Comment, Comments, FullText, Linked, LinkedRepo, NoFullText
from paperbrowse.store.thread import StoreThread

from .making import DAY, NOW, listing, open_cache, paper

LONG = FullText("2606.00001", "# Ä\n\n" + "words and `code`\n" * 20_000, "arxiv", NOW, 2, True)
PAGES = [
    LONG,
    FullText("2606.00001", "short", "hub", NOW),
    NoFullText("2606.00001", NOW),
    Comments("2606.00001", NOW, (Comment("a", "Ana", "ana", NOW, "Nice.", (("🔥", 2),), True, False, "b"), Comment("b")), 3),
    Saved("2606.00001", NOW, (Part.TEXT, Part.PDF)),
    Linked("2606.00001", NOW, (LinkedRepo("a/b", "model", 1, 2, "t", NOW, True),), (), (LinkedRepo("c", "space"),), 1, None, 0),
]


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_comes_back_as_it_was_kept(tmp_path: Path, page: FullText) -> None:
    async with open_cache(tmp_path / "cache") as cache:
        await cache.keep_page(page)

    async with open_cache(tmp_path / "cache") as cache:
        assert page == await cache.page(type(page), "2606.00001")
        assert cache.notice is None


async def test_pages_of_one_paper_do_not_stand_in_each_others_place(tmp_path: Path) -> None:
    async with open_cache(tmp_path / "cache") as cache:
        for page in PAGES[1:]:
            await cache.keep_page(page)

        assert PAGES[1:] == [await cache.page(type(page), "2606.00001") for page in PAGES[1:]]
        assert await cache.page(FullText, "2606.00002") is None


async def test_pages_are_neither_editions_nor_papers(tmp_path: Path) -> None:
    async with open_cache(tmp_path / "cache") as cache:
        await cache.keep(listing(DAY, 2))
        for page in PAGES:
            await cache.keep_page(page)

        assert (str(DAY),) == await cache.editions()
        assert 1 == (await cache.size())[0]
        assert 1 == len(await cache.stored())
        assert paper(1) == await cache.find("2606.00001")


async def test_the_pages_of_a_bookmarked_paper_outlive_a_sweep(tmp_path: Path) -> None:
    other = Comments("2606.00002", NOW - timedelta(days=1))

    async with open_cache(tmp_path / "cache", StoreThread("cache"), max_bytes=1) as cache:
        await cache.keep_page(LONG)
        await cache.keep_page(other)
        await cache.sweep(frozenset({"2606.00001"}))

        assert LONG == await cache.page(FullText, "2606.00001")
        assert await cache.page(Comments, "2606.00002") is None


async def test_what_was_saved_outlives_a_sweep_and_nothing_goes_for_it(tmp_path: Path) -> None:
    saved = [page for page in PAGES if not isinstance(page, NoFullText)]
    async with open_cache(tmp_path / "cache") as cache:
        for page in saved:
            await cache.keep_page(page)
        before = (await cache.size())[1]
        await cache.keep(listing(DAY, 2, NOW - timedelta(days=1)))
        room = (await cache.size())[1] - before

    async with open_cache(tmp_path / "cache", max_bytes=room) as cache:
        assert 0 == await cache.sweep(frozenset())
        await cache.keep_page(Comments("2606.00009", NOW))
        await cache.sweep(frozenset())

        assert [page for page in saved if page is not LONG] == [await cache.page(type(page), "2606.00001") for page in saved[1:]]
        assert await cache.page(Comments, "2606.00009") is None


async def test_records_of_arxiv_outlive_every_sweep(tmp_path: Path) -> None:
    record = ArxivRecord("2606.00001", ("cs.CL",))

    async with open_cache(tmp_path / "cache", max_bytes=1) as cache:
        await cache.keep_arxiv_record(record, NOW)
        await cache.keep_page(LONG)
        await cache.sweep(frozenset())

        assert (record, None) == (await cache.arxiv_record("2606.00001"), await cache.page(FullText, "2606.00001"))


async def test_what_is_here_of_all_papers_is_told_by_one_question(tmp_path: Path) -> None:
    async with open_cache(tmp_path / "cache") as cache:
        for page in (LONG, Comments("2606.00001", NOW), Comments("math/0301001", NOW), Linked("math/0301001", NOW)):
            await cache.keep_page(page)
        await cache.keep_page(NoFullText("2606.00002", NOW))
        await cache.keep_page(Saved("2606.00003", NOW, (Part.PDF,)))
        await cache.keep_arxiv_record(ArxivRecord("2606.00004"), NOW)

        assert await cache.holdings() == Holdings(
            texts=frozenset({"2606.00001"}), without_text={"2606.00002": NOW}, talks=frozenset({"math/0301001"}),
            records=frozenset({"2606.00004"}), saved={"2606.00003": Saved("2606.00003", NOW, (Part.PDF,))},
        )  # fmt: skip
