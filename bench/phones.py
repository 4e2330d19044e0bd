"""Phones that ask every two seconds, in a process of their own: `python -m bench.phones < plan.json`.

The plan names the port, for how long, and each phone's address and version. What each answer took is counted
from the moment at which the phone wanted to ask, so that a server that falls behind is not flattered.
"""

import asyncio
import json
import sys
import time
from random import Random
from typing import Any, NamedTuple

from embedded.address import HOST

EVERY = 2.0  # seconds
PATIENCE = 10


class Answer(NamedTuple):
    """The status of an answer, what it took, when it came, and which version it told."""

    phone: int
    status: int
    seconds: float
    came_at: float
    version: str


class Phone:
    """One keep-alive connection, opened again when the server has closed it, as browsers do."""

    def __init__(self, number: int, path: str, version: str, port: int) -> None:
        self.number, self.path, self.version, self.port = number, path, version, port
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def follow(self, begins: float, ends: float, offset: float) -> list[Answer]:
        answers, wanted = [], begins + offset
        while wanted < ends and time.monotonic() < ends + PATIENCE:
            await asyncio.sleep(max(0, wanted - time.monotonic()))
            status, version = await self._ask_patiently()
            came = time.monotonic()
            answers.append(Answer(self.number, status, came - wanted, time.time(), version))
            self.version = version or self.version
            wanted += EVERY
        if self.line:
            self.line[1].close()
        return answers

    async def _ask_patiently(self) -> tuple[int, str]:
        try:
            return await asyncio.wait_for(self._ask(), PATIENCE)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            self.line = None
            return 0, ""

    async def _ask(self) -> tuple[int, str]:
        for _ in range(2):
            if self.line is None:
                self.line = await asyncio.open_connection(HOST, self.port)
            reader, writer = self.line
            target = f"{self.path}?v={self.version}" if self.version else self.path
            writer.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            except (OSError, asyncio.IncompleteReadError):
                self.line = None  # it was closed while nothing was asked
                continue
            if length := _header(head, "content-length"):
                await reader.readexactly(int(length))
            return int(head.split(" ", 2)[1]), _header(head, "x-version")
        return 0, ""


def _header(head: str, name: str) -> str:
    lines = (line.partition(":") for line in head.splitlines())
    return next((value.strip() for key, _, value in lines if key == name), "")


async def _follow_all(plan: dict[str, Any]) -> list[Answer]:
    phones = [
        Phone(number, path, version, plan["port"]) for number, (path, version) in enumerate(plan["phones"])
    ]
    begins = time.monotonic() + 0.5
    ends = begins + plan["seconds"]
    chance = Random(len(phones))  # noqa: S311 - phones ask when they please, and the same way in every run
    asking = [phone.follow(begins, ends, chance.uniform(0, EVERY)) for phone in phones]
    answers = [answer for each in await asyncio.gather(*asking) for answer in each]
    return sorted(answers, key=lambda answer: answer.came_at)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_follow_all(json.load(sys.stdin)))))
