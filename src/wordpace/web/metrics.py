"""What can be counted, for Prometheus. A label is a route's template, a method, a status, a state: nobody's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from itertools import groupby
from typing import NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from wordpace import __version__
from wordpace.errors import WordpaceError
from wordpace.service import Service
from wordpace.web.health import CHECKS

BUCKETS = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds


class Level(NamedTuple):
    """How much there is of something now; where there are several kinds of it, `kind` is the label's value."""

    name: str
    about: str
    value: float
    label: str = ""
    kind: str = ""


class Metrics:
    """The figures of one server; `levels` are looked up when somebody reads them."""

    MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

    def __init__(self, levels: Callable[[], Iterable[Level]] = tuple) -> None:
        registry = self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("wordpace_requests", "Requests answered.", labels, registry=registry)
        self._seconds = Histogram(
            "wordpace_answer_seconds", "Seconds until an answer began.", ("route",), buckets=BUCKETS, registry=registry
        )
        self._under_way = Gauge("wordpace_requests_under_way", "Requests that are being answered.", registry=registry)
        Gauge("wordpace_info", "Which Wordpace this is.", ("version",), registry=registry).labels(__version__).set(1)
        ProcessCollector(registry=registry)
        registry.register(_Levels(levels))

    def under_way(self) -> AbstractContextManager[object]:
        """Counts one more until the end of the block."""
        return self._under_way.track_inprogress()

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request that was answered."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> str:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry).decode()


class _Levels(Collector):
    def __init__(self, levels: Callable[[], Iterable[Level]]) -> None:
        self._levels = levels

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The levels of now, those of one name together."""
        for _, group in groupby(self._levels(), key=lambda level: level.name):
            levels = list(group)
            first = levels[0]
            family = GaugeMetricFamily(
                f"wordpace_{first.name}", first.about, labels=[first.label] if first.label else []
            )
            for level in levels:
                family.add_metric([level.kind] if level.label else [], level.value)
            yield family


def levels_of(service: Service) -> Callable[[], Iterator[Level]]:
    """What can be said of a service at any moment."""

    def levels() -> Iterator[Level]:
        turns, cards = service.bounds.turns, service.studio.catalog.cards()
        yield Level("speech_queue_seconds", "Audio that waits to be made.", turns.waiting)
        yield Level("speech_speed", "Seconds of audio that are made in a second, when there is enough.", turns.speed)
        yield Level("listening", "Whether somebody listens.", service.is_live)
        yield Level("voices", "Voices that are here.", sum(card.installed for card in cards))
        yield Level("jobs_paused", "Whether no job is begun now.", service.workers.paused is not None)
        with suppress(WordpaceError):  # what can't be read is not there; `ready` tells of it
            for state, number in service.workers.jobs.counts().items():
                yield Level("jobs", "Jobs by their state.", number, "state", state)
        for name, check in CHECKS.items():
            yield Level("ready", "Whether there is what is needed.", _is_well(service, check), "check", name)

    return levels


def _is_well(service: Service, check: Callable[[Service], None]) -> bool:
    try:
        check(service)
    except WordpaceError:
        return False
    return True
