"""Framed messages over a socket: a JSON header, then the `.npy` blobs it speaks of. Bounded in size and in time."""

from __future__ import annotations

import json
import socket
import struct
import time

FRAME = struct.Struct("!IQ")  # bytes of the JSON header, bytes of all blobs
MAX_HEADER_BYTES = 64 * 2**20
MAX_BLOBS_BYTES = 128 * 2**20
MAX_HEADER_PARTS = 6_000_000  # values in a header: each takes a hundred bytes once it is read


class ChannelClosed(ConnectionError):
    """The other side ended, or sent what is not a message."""


class ChannelTimeout(ChannelClosed, TimeoutError):
    """The other side did not answer, or listen, in time: what it does later is not understood any more."""


class Channel:
    """One end of a conversation; each message is a dictionary and a list of byte strings."""

    def __init__(self, end: socket.socket):
        self.end = end

    def send(self, message: dict, blobs: list[bytes] = (), timeout_s: float = 60.0) -> None:
        """Send one message, within `timeout_s` seconds.

        Raises
        ------
        ChannelClosed
            When the other side has ended.
        ChannelTimeout
            When it does not take the message.
        """
        header = json.dumps({**message, "sizes": [len(blob) for blob in blobs]}).encode()
        try:
            self.end.settimeout(max(timeout_s, 0.01))
            self.end.sendall(b"".join([FRAME.pack(len(header), sum(map(len, blobs))), header, *blobs]))
        except TimeoutError:
            raise ChannelTimeout("the message was not taken in time") from None
        except OSError as error:
            raise ChannelClosed(f"the other side ended: {type(error).__name__}") from None

    def receive(self, timeout_s: float | None = None) -> tuple[dict, list[bytes]]:
        """Wait for one message, at most `timeout_s` seconds for the whole of it.

        Raises
        ------
        ChannelClosed, ChannelTimeout
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        n_header, n_blobs = FRAME.unpack(self._read(FRAME.size, deadline))
        if n_header > MAX_HEADER_BYTES or n_blobs > MAX_BLOBS_BYTES:
            raise ChannelClosed(f"a message of {n_header + n_blobs} bytes; at most {MAX_BLOBS_BYTES} are accepted")
        header, body = self._read(n_header, deadline), self._read(n_blobs, deadline)
        return _split(header, body)

    def send_socket(self, other: socket.socket) -> None:
        """Hand a socket over to the process at the other end."""
        socket.send_fds(self.end, [b"S"], [other.fileno()])

    def receive_socket(self) -> socket.socket:
        """Take the socket that `send_socket` hands over."""
        _, fds, _, _ = socket.recv_fds(self.end, 1, 1)
        return socket.socket(fileno=fds[0])

    def close(self) -> None:
        """End the conversation."""
        self.end.close()

    def _read(self, n_bytes: int, deadline: float | None) -> bytes:
        parts = []
        while n_bytes:
            part = self._read_some(min(n_bytes, 2**20), deadline)
            parts.append(part)
            n_bytes -= len(part)
        return b"".join(parts)

    def _read_some(self, n_bytes: int, deadline: float | None) -> bytes:
        remaining = None if deadline is None else deadline - time.monotonic()
        if remaining is not None and remaining <= 0:
            raise ChannelTimeout("no answer in time")
        try:
            self.end.settimeout(remaining)
            part = self.end.recv(n_bytes)
        except TimeoutError:
            raise ChannelTimeout("no answer in time") from None
        except OSError as error:
            raise ChannelClosed(f"the other side ended: {type(error).__name__}") from None
        if not part:
            raise ChannelClosed("the other side ended")
        return part


def _split(header: bytes, body: bytes) -> tuple[dict, list[bytes]]:
    """The message and its blobs; anything that does not fit together is refused."""
    if len(header) > MAX_HEADER_PARTS and sum(map(header.count, (b",", b"[", b"{"))) > MAX_HEADER_PARTS:
        raise ChannelClosed(f"a message of more than {MAX_HEADER_PARTS} parts")
    try:
        message = json.loads(header)
        sizes = message.pop("sizes")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ChannelClosed("a message that cannot be read") from None
    if type(sizes) is not list or any(type(size) is not int or size < 0 for size in sizes) or sum(sizes) != len(body):
        raise ChannelClosed("a message whose sizes do not add up")
    blobs, start = [], 0
    for size in sizes:
        blobs.append(body[start:start + size])
        start += size
    return message, blobs
