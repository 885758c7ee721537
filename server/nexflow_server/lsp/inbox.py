"""Messages from the client, read by a thread of its own.

So it is known whether one waits, while something else is being done: what can wait then does.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator

_LENGTH = re.compile(rb"content-length:[ \t]*(\d+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADER = b"\r\n\r\n"
_CHUNK = 1 << 20
#: A header without an end is no header.
_LONGEST_HEADER = 1 << 16
logger = logging.getLogger(__name__)


class Inbox:
    """Reads messages, and has each handled in the event loop, in order.

    read: returns some bytes, at most as many as it is asked for, or none at the end.
    """

    def __init__(self, read: Callable[[int], bytes], handle: Callable[[bytes], None]) -> None:
        self._read = read
        self._handle = handle
        self._bodies: deque[bytes] = deque()
        self._ended = asyncio.Event()

    @property
    def waiting(self) -> bool:
        """Whether a message waits to be handled."""
        return bool(self._bodies)

    async def run(self) -> None:
        """Handle messages until there are no more."""
        loop = asyncio.get_running_loop()
        # It may wait for the client for ever; at the end nobody waits for it.
        threading.Thread(target=self._receive, args=(loop,), name="inbox", daemon=True).start()
        await self._ended.wait()

    def _receive(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            for body in self._messages():
                self._bodies.append(body)
                loop.call_soon_threadsafe(self._next)
        except OSError:
            logger.exception("The connection to the client is lost")
        except RuntimeError:  # the loop is closed
            return
        try:
            loop.call_soon_threadsafe(self._ended.set)
        except RuntimeError:
            return

    def _messages(self) -> Iterator[bytes]:
        """Yield the bodies of messages."""
        buffer = bytearray()
        while True:
            end = buffer.find(_END_OF_HEADER)
            while end < 0:
                if not self._fill(buffer):
                    return
                if len(buffer) > _LONGEST_HEADER and buffer.find(_END_OF_HEADER) < 0:
                    logger.error("What the client sends is no message: it has no header")
                    return
                end = buffer.find(_END_OF_HEADER)
            length = _LENGTH.search(bytes(buffer[:end].replace(b"\r\n", b"\n")))
            start = end + len(_END_OF_HEADER)
            stop = start + (int(length[1]) if length is not None else 0)
            while len(buffer) < stop:
                if not self._fill(buffer):
                    return
            body = bytes(buffer[start:stop])
            del buffer[:stop]
            if body:
                yield body

    def _fill(self, buffer: bytearray) -> bool:
        data = self._read(_CHUNK)
        buffer += data
        return bool(data)

    def _next(self) -> None:
        self._handle(self._bodies.popleft())
