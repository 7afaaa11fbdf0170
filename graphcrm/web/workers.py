"""Several workers behind one address: they are started together, replaced one by one, and stopped together.

Each is a process of its own that accepts from the listening socket it inherits. It says that it is ready by a line on
its standard output, and stops as at SIGTERM when its standard input ends: none outlives a supervisor that was killed.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from graphcrm.errors import BadUserInput, GraphcrmError
from graphcrm.web import metrics
from graphcrm.web.serving import GRACE_SECONDS

_LOG = logging.getLogger("graphcrm.web")
_PAUSE_SECONDS = 1.0  # between two workers that end at once, so that a fault does not keep the machine busy
_MARGIN_SECONDS = 5.0  # what a worker needs beyond its grace; after that it is killed


class Supervisor:
    """Keeps `count` workers running, each started by `command` in `environment` with `bound` open under its number.
    `ready` is called once, when all are. GraphcrmError where one ends before it was ever ready."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        bound: socket.socket,
        count: int,
        ready: Callable[[], None],
    ) -> None:
        if sys.platform == "win32":
            raise BadUserInput("On Windows one worker serves. Leave --workers and GRAPHCRM_WORKERS out.")
        self._command = command
        self._environment = environment
        self._bound = bound
        self._missing = count
        self._count = count
        self._ready = ready
        self._stopping = False
        self._running: set[Process] = set()

    async def run(self) -> None:
        """Until SIGTERM or SIGINT, and until all have ended after it. A second signal ends them at once."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        keeping = [asyncio.create_task(self._keep()) for _ in range(self._count)]
        try:
            await asyncio.gather(*keeping)
        finally:
            if not self._stopping:
                self._stop()
            await asyncio.gather(*keeping, return_exceptions=True)

    async def _keep(self) -> None:
        """One worker after the other."""
        first = True
        while not self._stopping:  # ends: with a signal
            began = time.monotonic()
            process = await self._start()
            was_ready = await self._told(process, first)
            code = await process.wait()
            self._running.discard(process)
            metrics.ended(self._environment, process.pid)
            if self._stopping:
                return
            if first and not was_ready:
                raise GraphcrmError("A worker could not be started. The log says why.")
            first = False
            _LOG.error("worker ended and is replaced", extra={"code": f"EXIT_{code}"})
            if time.monotonic() - began < _PAUSE_SECONDS:
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _start(self) -> Process:
        """A new worker; in a session of its own, so that Ctrl-C reaches only us, and all of them through us once."""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            env=self._environment,
            pass_fds=(self._bound.fileno(),),
            start_new_session=True,
        )
        self._running.add(process)
        if self._stopping:
            process.terminate()
        return process

    async def _told(self, process: Process, first: bool) -> bool:
        """Whether a worker became ready; waits until it is, or has ended."""
        assert process.stdout is not None
        if not await process.stdout.readline():
            return False
        if first:
            self._missing -= 1
            if self._missing == 0:
                self._ready()
        return True

    def _stop(self) -> None:
        if not self._stopping:
            asyncio.get_running_loop().call_later(GRACE_SECONDS + _MARGIN_SECONDS, self._kill)
        self._stopping = True
        for process in self._running:
            with suppress(ProcessLookupError):
                process.terminate()

    def _kill(self) -> None:
        for process in self._running:
            with suppress(ProcessLookupError):
                process.kill()


@asynccontextmanager
async def ended_with_supervisor() -> AsyncIterator[None]:
    """While the block lasts, the end of our standard input is a SIGTERM."""

    class Ending(asyncio.Protocol):
        def connection_lost(self, exc: Exception | None) -> None:
            if not leaving:
                signal.raise_signal(signal.SIGTERM)

    leaving = False
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(Ending, sys.stdin)
    try:
        yield
    finally:
        leaving = True
        transport.close()
