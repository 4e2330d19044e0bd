"""A mail server that keeps what it is given, and does what a test wants of a bad one."""

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every line it hears

Answer = Callable[[str, int], str]
"""Given an address and how often it was tried, what the server replies; “250 OK” for fine."""


class Line(SMTP):  # type: ignore[misc]  # aiosmtpd carries no types
    """One connection."""

    def __init__(self, sink: "Sink") -> None:
        super().__init__(sink, loop=sink.loop, hostname="sink.example.org")
        self.sink = sink

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.sink.callers -= 1


class Sink:
    """Listens on a free port of this machine until the end of its `with` block."""

    def __init__(self) -> None:
        self.deliveries: list[tuple[str, bytes]] = []
        self.connections = self.callers = 0
        self.reply_to_sender = "250 OK"
        self.reply_to_address: Answer = lambda address, tries: "250 OK"
        self.reply_to_mail: Answer = lambda address, tries: "250 OK"
        self._tries: Counter[str] = Counter()
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._soon(self._listen())
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._soon(self._stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(timeout=10)
        self.loop.close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def hears_the_end(self) -> None:
        """Wait until everybody who called has hung up, or died, and what they sent is read."""
        ends = time.monotonic() + 5
        while self.callers:
            assert time.monotonic() < ends, "somebody is still on the line"
            time.sleep(0.01)

    def message_ids(self) -> Counter[str]:
        """How often each mail was delivered."""
        return Counter(str(message_from_bytes(raw)["Message-ID"]) for _, raw in self.deliveries)

    def recipients(self) -> list[str]:
        return [address for address, _ in self.deliveries]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd looks for this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.reply_to_sender

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._tries[address] += 1
        reply = self.reply_to_address(address, self._tries[address])
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        reply = self.reply_to_mail(address, self._tries[address])
        if reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.deliveries.append((address, envelope.content))
        return reply

    async def _listen(self) -> asyncio.Server:
        return await self.loop.create_server(self._connection, "127.0.0.1", 0)

    def _connection(self) -> SMTP:
        self.connections += 1
        self.callers += 1
        return Line(self)

    async def _stop(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _soon(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=10)
