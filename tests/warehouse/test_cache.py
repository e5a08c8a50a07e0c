"""Answers are kept up to a size, worked out once, and failures not at all."""

from __future__ import annotations

import threading

import pyarrow as pa
import pytest

from engagement.warehouse import warehouse
from engagement.warehouse.cache import Cache
from engagement.warehouse.view import size_of
from tests.tiny import publish, settings_in


def test_what_was_made_is_not_made_again():
    cache: Cache[str] = Cache(100, len)
    made: list[str] = []
    for _ in range(2):
        assert cache.get("a", lambda: made.append("once") or "value") == "value"
    assert made == ["once"]


def test_the_least_recently_used_goes_first():
    cache: Cache[str] = Cache(30, len)
    for key in "abc":
        cache.get(key, lambda: "x" * 7)
    cache.get("a", lambda: pytest.fail("a was kept"))
    for key in "de":
        cache.get(key, lambda: "x" * 7)
    assert cache.get("a", lambda: "made again") == "x" * 7
    assert cache.get("b", lambda: "made again") == "made again"


def test_its_size_is_bounded():
    cache: Cache[str] = Cache(1000, len)
    for key in range(500):
        cache.get(key, lambda: "x" * 90)
    assert cache.bytes <= 1000
    assert len(cache) == 11


def test_the_size_counts_every_byte_of_what_is_kept_and_frees_what_goes():
    cache: Cache[str] = Cache(100, len)
    for key, size in (("a", 25), ("b", 25), ("c", 25), ("d", 25), ("e", 1)):
        cache.get(key, lambda size=size: "x" * size)
    assert cache.bytes == 76
    assert [key for key in "abcde" if key in cache] == ["b", "c", "d", "e"]


def test_what_just_fits_a_quarter_is_kept_and_what_is_larger_is_not():
    cache: Cache[str] = Cache(100, len)
    cache.get("fits", lambda: "x" * 25)
    cache.get("larger", lambda: "x" * 26)
    assert ("fits" in cache, "larger" in cache) == (True, False)


def test_the_size_of_an_answer_is_that_of_its_table():
    table = pa.table({"n": pa.array(range(100_000), pa.int64())})
    assert 800_000 <= size_of(table) < 900_000


def test_the_answers_of_a_warehouse_are_kept_up_to_its_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(warehouse, "CACHE_BYTES", 200_000)
    header = '/*---\ntitle="T"\nquestion="Q?"\ngrain="one row"\nowner="O"\n\n[parameters]\nfirst="INTEGER"\n\n'
    sql = '[columns]\nn={ title="N" }\n---*/\nselect $first + i as n from range(2000) as t (i) order by n\n'
    settings = settings_in(tmp_path, {"numbers": header + sql})
    publish(settings)
    opened = warehouse.open_warehouse(settings)
    for first in range(40):
        opened.run("numbers", first=first)
    assert 100_000 < opened.view.cache.bytes <= 200_000
    assert 1 < len(opened.view.cache) < 40


def test_one_huge_value_does_not_push_out_the_others():
    cache: Cache[str] = Cache(100, len)
    cache.get("small", lambda: "value")
    assert len(cache.get("huge", lambda: "x" * 90)) == 90
    assert cache.get("small", lambda: "made again") == "value"


def test_a_failure_is_told_and_not_kept():
    cache: Cache[str] = Cache(100, len)
    with pytest.raises(ZeroDivisionError):
        cache.get("a", lambda: str(1 / 0))
    assert cache.get("a", lambda: "value") == "value"


def test_a_failure_is_told_to_everyone_who_waits():
    cache: Cache[str] = Cache(100, len)
    is_working, may_fail = threading.Event(), threading.Event()
    failures: list[str] = []

    def fail() -> str:
        is_working.set()
        may_fail.wait(5)
        raise ValueError("no")

    def ask() -> None:
        try:
            cache.get("a", fail)
        except ValueError as error:
            failures.append(str(error))

    askers = [threading.Thread(target=ask) for _ in range(4)]
    askers[0].start()
    is_working.wait(5)
    for asker in askers[1:]:
        asker.start()
    may_fail.set()
    for asker in askers:
        asker.join()
    assert failures == ["no"] * 4


def test_cleared_it_is_empty():
    cache: Cache[str] = Cache(100, len)
    cache.get("a", lambda: "value")
    cache.clear()
    assert (len(cache), cache.bytes) == (0, 0)
