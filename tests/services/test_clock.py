from datetime import timedelta

from paperbrowse.services.clock import SystemClock


async def test_the_systems_clock_tells_utc_and_never_runs_backwards() -> None:
    clock = SystemClock()
    before = clock.monotonic()

    await clock.sleep(0)

    assert before <= clock.monotonic()
    assert timedelta(0) == clock.now().utcoffset()
    assert 0 <= clock.random() < 1
