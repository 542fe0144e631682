"""The numbers that a running bot shows, in the form that Prometheus reads.

They name no server, channel, feed or person: labels are states only.
"""

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from digests.accounts import Usage
from digests.followed import PollReport
from digests.upkeep import Counts

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Shown even while there are none, so that a graph has no holes.
_FEEDS = ("active", "paused", "gone")
_DELIVERIES = ("waiting", "sending", "sent", "unknown", "dead")


class _Cost(Collector):
    """What calls of a model came to, read whenever it is asked for."""

    def __init__(self, name: str, done: Callable[[], Usage]) -> None:
        self._name = name
        self._done = done

    def collect(self) -> Iterator[Metric]:
        done, name = self._done(), f"pullquote_{self._name}"
        calls = CounterMetricFamily(
            f"{name}_calls", "Calls of the model, by outcome.", labels=["outcome"]
        )
        calls.add_metric(["replied"], done.calls - done.failed)
        calls.add_metric(["failed"], done.failed)
        tokens = CounterMetricFamily(
            f"{name}_tokens", "Tokens that it read and wrote.", labels=["direction"]
        )
        tokens.add_metric(["in"], done.tokens_in)
        tokens.add_metric(["out"], done.tokens_out)
        spent = done.micro_usd / 1_000_000
        yield calls
        yield tokens
        yield CounterMetricFamily(f"{name}_usd", "What it cost, in dollars.", spent)


class Metrics:
    """A registry of its own, and what is counted in it."""

    def __init__(self) -> None:
        """Begin at nought."""
        self._registry = CollectorRegistry()
        ProcessCollector("pullquote", registry=self._registry)
        self._polls = Counter(
            "pullquote_polls",
            "Feeds asked, by outcome.",
            ["outcome"],
            registry=self._registry,
        )
        self._feeds = self._gauge("feeds", "Feeds, by state.", "state")
        self._failing = self._gauge("feeds_failing", "Feeds that failed last time.")
        self._entries = self._gauge("entries", "Entries ever taken from feeds.")
        self._waiting = self._gauge("entries_waiting", "Entries yet to be read.")
        self._articles = self._gauge("articles", "Articles ever read.")
        self._editions = self._gauge("editions", "Digests ever made.")
        self._deliveries = self._gauge("deliveries", "Posts, by state.", "state")
        self._oldest = self._gauge(
            "delivery_oldest_seconds", "How long the oldest open post has waited."
        )
        self._latency = self._gauge(
            "gateway_latency_seconds", "Between a heartbeat and Discord's answer."
        )
        self._connected = self._gauge("gateway_connected", "1 while connected.")
        self._lag = self._gauge(
            "loop_lag_seconds", "The event loop's longest delay of the last minute."
        )

    def polled(self, report: PollReport) -> None:
        """Count the outcomes of a round of polling."""
        failed = len(report.failures)
        changed = report.asked - report.unchanged - failed
        for outcome, number in (
            ("read", changed),
            ("unchanged", report.unchanged),
            ("failed", failed),
        ):
            self._polls.labels(outcome).inc(max(number, 0))

    def show_embeddings(self, done: Callable[[], Usage]) -> None:
        """Show also what calls of the embeddings model came to, as that tells."""
        self._registry.register(_Cost("embedding", done))

    def show_model(self, done: Callable[[], Usage]) -> None:
        """Show also what calls of the model came to, as that tells."""
        self._registry.register(_Cost("model", done))

    def seen(self, latency_s: float | None, lag_s: float) -> None:
        """Note how the gateway (None: not connected) and the event loop are doing."""
        self._connected.set(latency_s is not None)
        self._latency.set(latency_s or 0.0)
        self._lag.set(lag_s)

    def page(self, counts: Counts) -> bytes:
        """Return the page that Prometheus reads."""
        for state in _FEEDS:
            self._feeds.labels(state).set(counts.feeds.get(state, 0))
        for state in _DELIVERIES:
            self._deliveries.labels(state).set(counts.deliveries.get(state, 0))
        self._failing.set(counts.failing)
        self._entries.set(counts.entries)
        self._waiting.set(counts.waiting)
        self._articles.set(counts.articles)
        self._editions.set(counts.editions)
        self._oldest.set(counts.oldest_s)
        return generate_latest(self._registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"pullquote_{name}", about, labels, registry=self._registry)
