import asyncio
import threading

import pytest

from paperbrowse.store.thread import StoreThread


def test_calls_run_one_after_the_other_in_the_order_they_came() -> None:
    thread = StoreThread("file")
    order: list[int] = []

    for number in range(50):
        thread.submit(order.append, number)
    thread.close()

    assert list(range(50)) == order


def test_a_call_may_be_handed_in_before_any_loop_runs() -> None:
    thread = StoreThread("file")

    future = thread.submit(lambda: threading.current_thread().name)

    assert future.result().startswith("file")
    thread.close()


async def test_who_stops_waiting_does_not_stop_the_write() -> None:
    thread = StoreThread("file")
    begun, go_on = threading.Event(), threading.Event()
    written: list[str] = []

    def write() -> None:
        begun.set()
        go_on.wait()
        written.append("whole")

    first = asyncio.create_task(thread.run(write))
    queued = asyncio.create_task(thread.run(written.append, "queued"))
    await asyncio.to_thread(begun.wait)
    first.cancel()
    queued.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    go_on.set()
    thread.close()

    assert ["whole", "queued"] == written


async def test_a_queued_question_that_nobody_waits_for_is_not_put() -> None:
    thread = StoreThread("file")
    begun, go_on = threading.Event(), threading.Event()
    put: list[str] = []

    def take_long() -> None:
        begun.set()
        go_on.wait()

    thread.submit(take_long)
    queued = [asyncio.create_task(thread.ask(put.append, name)) for name in ("older", "newest")]
    await asyncio.to_thread(begun.wait)
    queued[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await queued[0]
    go_on.set()
    await queued[1]
    thread.close()

    assert ["newest"] == put


async def test_an_error_reaches_whoever_waits_and_the_thread_goes_on() -> None:
    thread = StoreThread("file")

    with pytest.raises(KeyError):
        await thread.run({}.__getitem__, "missing")

    assert 3 == await thread.run(len, "abc")
    thread.close()


def test_closing_runs_what_is_queued_and_takes_nothing_more() -> None:
    thread = StoreThread("file")
    ran: list[int] = []

    for number in range(20):
        thread.submit(ran.append, number)
    thread.close()

    assert 20 == len(ran)
    with pytest.raises(RuntimeError):
        thread.submit(ran.append, 21)
