"""What is painted at once takes nothing from what waits for the next frame."""

from paperbrowse.tui.widgets.painting import paint_now

from .conftest import World
from .papers import FRIDAY, papers


async def test_a_title_that_waits_for_its_frame_is_painted_with_the_next_key(world: World, monkeypatch) -> None:
    await world.keep(FRIDAY, *papers(3))
    async with world.opened() as reader:
        screen, sent = reader.screen, []
        monkeypatch.setattr(reader.app, "_display", lambda _, update: sent.append(update))
        screen.papers.border_title = "another title"
        screen._dirty_widgets.add(screen.papers)  # as its message of that does, a turn later

        paint_now(screen, screen.detail)

        assert "another title" in "".join(update.render_segments(reader.app.console) for update in sent if update is not None)
