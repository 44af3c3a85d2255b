"""How do several workers hear of each other's changes? Through Redis goes only which branch changed."""

import json
from collections.abc import Callable
from uuid import uuid4

import structlog
from redis import Redis
from redis.exceptions import RedisError

CHANNEL = "motcua:changed"
RETRY_S = 1.0
# A request waits no longer than this for a Redis that hangs; what was not told heals by the heartbeat.
PATIENCE_S = 0.5

log = structlog.get_logger()


class Others:
    """Tells and hears. Redis may be lost: the heartbeat of each worker heals what was not heard."""

    def __init__(self, url: str, *, heard: Callable[[str, bool], None], sleep: Callable[[float], None]) -> None:
        self._telling = Redis.from_url(url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S)
        self._hearing = Redis.from_url(url, socket_connect_timeout=1, socket_timeout=None, health_check_interval=10)
        self._heard = heard
        self._sleep = sleep
        self._me = uuid4().hex

    def tell(self, branch: str, spoken: bool) -> None:
        """Say to the other workers that a branch changed."""
        try:
            self._telling.publish(CHANNEL, json.dumps([self._me, branch, spoken]))
        except RedisError as error:
            log.warning("other workers not told", branch=branch, error=str(error))

    def run(self) -> None:
        """Hear until the process ends."""
        while True:
            try:
                self._listen()
            except RedisError as error:
                log.warning("other workers not heard", error=str(error))
            self._sleep(RETRY_S)

    def _listen(self) -> None:
        channel = self._hearing.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        with channel:
            channel.subscribe(CHANNEL)
            for message in channel.listen():
                sender, branch, spoken = json.loads(message["data"])
                if sender != self._me:
                    self._heard(branch, spoken)
