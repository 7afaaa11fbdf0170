"""`/metrics`: what an operator watches, in the text form of Prometheus. No label holds anything of a request but an
address of ours, a status and a code.

Several workers count in files of one folder, which each of them adds up: PROMETHEUS_MULTIPROC_DIR, set by the
supervisor before a worker starts, since the library looks for it when it is first read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_LONG_SECONDS = (0.1, 1.0, 10.0, 60.0, 300.0, 1800.0, 7200.0, 43200.0)


def ended(environment: Mapping[str, str], pid: int) -> None:
    """Takes what a worker that has ended said of itself out of the sums; what it counted stays."""
    folder = environment.get(FOLDER)
    if folder:
        mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]


class Metrics:
    """The counts of one worker. `folder`: where several keep theirs, None for one alone."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._registry = CollectorRegistry()
        if folder is None:
            ProcessCollector(namespace="graphcrm", registry=self._registry)
        requests = Counter(
            "graphcrm_requests",
            "Requests answered, by route, HTTP status and error code.",
            ("route", "status", "code"),
            registry=self._registry,
        )
        seconds = Histogram(
            "graphcrm_request_seconds",
            "Seconds from a request to its answer, by route.",
            ("route",),
            registry=self._registry,
            buckets=_SECONDS,
        )
        # Kept, since finding the child of a family costs more than counting.
        self._count: Callable[[str, int, str], Counter] = cache(lambda *labels: requests.labels(*labels))
        self._time: Callable[[str], Histogram] = cache(lambda route: seconds.labels(route))
        self._duties = Counter(
            "graphcrm_duties",
            "Duties proposed, granted, ended and reviewed, by their name in the policy.",
            ("duty", "became"),
            registry=self._registry,
        )
        self._running = self._gauge("graphcrm_running", "Requests that are being answered.")
        self._sockets = self._gauge("graphcrm_sockets", "WebSockets that are open.")
        self._circuit = self._gauge("graphcrm_circuit_open", "Workers that have given the database up for the moment.")

        # What is true of all workers together: that of the one who looked last.
        says = "Records that are not for whom they should be, as the nightly look found."
        self._audiences = self._shared("graphcrm_audience_findings", says)
        self._held = self._shared("graphcrm_duties_held", "Duties that somebody holds now, by name.", "duty")
        self._jobs = self._shared("graphcrm_jobs", "Jobs that have not ended, by kind and state.", "kind", "state")
        self._jobs_ended = Histogram(
            "graphcrm_job_seconds",
            "Seconds from when a job began to its end, by kind and the state it ended in.",
            ("kind", "state"),
            registry=self._registry,
            buckets=_LONG_SECONDS,
        )

    def _shared(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(name, says, labels, registry=self._registry, multiprocess_mode="mostrecent")

    def _gauge(self, name: str, says: str) -> Gauge:
        return Gauge(name, says, registry=self._registry, multiprocess_mode="livesum")

    def observe(self, route: str, status: int, code: object, seconds: float) -> None:
        """Counts one answer."""
        self._count(route, status, str(code or "")).inc()
        self._time(route).observe(seconds)

    def duty(self, name: str, became: str) -> None:
        """Counts what became of a duty, for an alert: graphcrm_duties_total{duty="break_glass",became="granted"}."""
        self._duties.labels(name, became).inc()

    def held(self, counts: Mapping[str, int]) -> None:
        """How many hold each duty now: also what the command gave, which this server did not see."""
        for duty, number in counts.items():
            self._held.labels(duty).set(number)

    def state(self, *, running: int, sockets: int, circuit_open: bool) -> None:
        """How this worker is at the moment."""
        self._running.set(running)
        self._sockets.set(sockets)
        self._circuit.set(circuit_open)

    def audiences(self, findings: int) -> None:
        """What the nightly look found."""
        self._audiences.set(findings)

    def jobs(self, counts: Mapping[tuple[str, str], int]) -> None:
        """How many jobs there are that have not ended, by kind and state: all there are."""
        for labels, number in counts.items():
            self._jobs.labels(*labels).set(number)

    def job_ended(self, kind: str, state: str, seconds: float) -> None:
        """Counts a job that has ended."""
        self._jobs_ended.labels(kind, state).observe(seconds)

    def text(self) -> bytes:
        """All counts; of several workers their sums."""
        if self._folder is None:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry, str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(registry)
