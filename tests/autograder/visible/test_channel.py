"""Messages cross a socket whole, in bounded time and size, or not at all."""

import json
import socket
import struct
import threading
import time

import pytest

from autograder.visible import channel as channel_module
from autograder.visible.channel import (
    FRAME,
    MAX_BLOBS_BYTES,
    MAX_HEADER_BYTES,
    MAX_HEADER_PARTS,
    Channel,
    ChannelClosed,
    ChannelTimeout,
)


@pytest.fixture
def ends():
    """Two connected ends: a channel, and the bare socket at the other side."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours), theirs


def frame(header, body=b"", n_header=None, n_body=None):
    """Write a frame, with lengths that may lie."""
    lengths = len(header) if n_header is None else n_header, len(body) if n_body is None else n_body
    return FRAME.pack(*lengths) + header + body


def send_slowly(end, data, pause_s=0.02):
    """Send bytes one by one, as long as somebody listens."""

    def drip():
        for number in data:
            try:
                end.send(bytes([number]))
            except OSError:
                return
            time.sleep(pause_s)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    "blobs",
    [[], [b""], [b"a", b"", b"bc"], [bytes(3_000_000), b"end"]],
    ids=["none", "empty", "three", "large"],
)
def test_a_message_arrives_with_its_blobs(ends, blobs):
    """A message and its byte strings arrive as they were sent, however large they are."""
    channel, theirs = ends
    sender = threading.Thread(target=Channel(theirs).send, args=({"do": "\u03c9"}, blobs))
    sender.start()
    assert channel.receive(5) == ({"do": "\u03c9"}, blobs)
    sender.join()


def test_messages_arrive_in_turn(ends):
    """Two messages sent at once are two messages."""
    channel, theirs = ends
    other = Channel(theirs)
    other.send({"number": 1}, [b"a"])
    other.send({"number": 2}, [b"b"])
    assert [channel.receive(1), channel.receive(1)] == [({"number": 1}, [b"a"]), ({"number": 2}, [b"b"])]


def test_a_message_in_pieces_is_put_together(ends):
    """Bytes that come one by one make the same message."""
    channel, theirs = ends
    thread = send_slowly(theirs, frame(b'{"a":1,"sizes":[3]}', b"xyz"), pause_s=0.0005)
    assert channel.receive(5) == ({"a": 1}, [b"xyz"])
    thread.join()


def test_silence_is_a_timeout(ends):
    """Where nothing comes, waiting ends in time."""
    start = time.monotonic()
    with pytest.raises(ChannelTimeout):
        ends[0].receive(0.1)
    assert time.monotonic() - start < 0.6


@pytest.mark.parametrize("part", ["lengths", "header", "blobs"])
def test_slow_bytes_do_not_extend_the_time(ends, part):
    """The time is for the whole message: bytes that keep dripping do not buy more of it."""
    channel, theirs = ends
    head = b'{"sizes":[1000]}' if part == "blobs" else b" " * 1000
    message = frame(head, bytes(1000) if part == "blobs" else b"")
    done = {"lengths": 0, "header": FRAME.size, "blobs": FRAME.size + len(head)}[part]
    theirs.sendall(message[:done])
    send_slowly(theirs, message[done:])
    start = time.monotonic()
    with pytest.raises(ChannelTimeout):
        channel.receive(0.2)
    assert time.monotonic() - start < 0.7


@pytest.mark.parametrize("lengths", [(MAX_HEADER_BYTES + 1, 0), (10, MAX_BLOBS_BYTES + 1), (2**32 - 1, 2**64 - 1)])
def test_a_frame_too_large_is_refused_at_once(ends, lengths):
    """A message announced to be too large is refused before a byte of it is read."""
    ends[1].sendall(struct.pack("!IQ", *lengths))
    with pytest.raises(ChannelClosed, match="at most"):
        ends[0].receive(5)


@pytest.mark.parametrize(
    "sent",
    [b"", b"\0", frame(b'{"sizes":[]}')[:-1], frame(b'{"sizes":[4]}', b"ab", n_body=4)],
    ids=["nothing", "half the lengths", "half a header", "half a blob"],
)
def test_a_peer_that_hangs_up_is_told(ends, sent):
    """When the other side ends, at whatever point of a message, that is said at once."""
    channel, theirs = ends
    theirs.sendall(sent)
    theirs.close()
    with pytest.raises(ChannelClosed) as raised:
        channel.receive(1)
    assert not isinstance(raised.value, ChannelTimeout)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b"5",
        b"null",
        b'"sizes"',
        b"{}",
        b'{"sizes":5}',
        b'{"sizes":[-1,1]}',
        b'{"sizes":[1]}',
        b'{"sizes":[true]}',
        b'{"sizes":["0"]}',
        b'{"sizes":null}',
        b'{"sizes":[1e999]}',
        b"[" * 100_000,
        b'{"sizes":[],"a":' + b"9" * 5000 + b"}",
    ],
    ids=lambda header: header[:20].decode("latin1") or "empty",
)
def test_junk_is_refused(ends, header):
    """A header that is no message, or whose sizes do not add up, is the end of the conversation."""
    ends[1].sendall(frame(header))
    with pytest.raises(ChannelClosed):
        ends[0].receive(5)


def test_a_header_of_too_many_parts_is_refused(ends):
    """A header that is small, and would become gigabytes once it is read, is refused unread."""
    channel, theirs = ends
    header = b'{"sizes": [], "a": [' + b"[]," * (MAX_HEADER_PARTS // 2) + b"1]}"
    sender = threading.Thread(target=theirs.sendall, args=(frame(header),))
    sender.start()
    with pytest.raises(ChannelClosed, match="parts"):
        channel.receive(20)
    sender.join()


def test_a_side_that_does_not_listen_is_a_timeout(ends):
    """A message that nobody takes is given up in time."""
    start = time.monotonic()
    with pytest.raises(ChannelTimeout):
        ends[0].send({}, [bytes(10_000_000)], timeout_s=0.2)
    assert time.monotonic() - start < 1


def test_sending_to_nobody_is_told(ends):
    """Sending to a side that has ended is refused, not a broken pipe."""
    ends[1].close()
    with pytest.raises(ChannelClosed):
        ends[0].send({"a": 1})


def test_a_closed_end_is_told(ends):
    """A channel that was closed neither sends nor receives."""
    ends[0].close()
    with pytest.raises(ChannelClosed):
        ends[0].send({"a": 1})
    with pytest.raises(ChannelClosed):
        ends[0].receive(1)


def test_a_socket_can_be_handed_over(ends):
    """A socket sent through a channel goes on working at the other side."""
    channel, theirs = ends
    mine, given = socket.socketpair()
    with mine, given:
        channel.send_socket(given)
        with Channel(theirs).receive_socket() as taken:
            taken.sendall(b"hello")
            assert mine.recv(10) == b"hello"


def test_text_is_sent_as_ascii(ends):
    """Whatever characters a message holds, half a surrogate pair included, its header is JSON in ASCII."""
    channel, theirs = ends
    channel.send({"text": "\ud800\u03c9"})
    n_header, _ = FRAME.unpack(theirs.recv(FRAME.size))
    header = theirs.recv(n_header)
    assert header.isascii()
    assert json.loads(header)["text"] == "\ud800\u03c9"


def test_large_messages_are_read_in_bounded_pieces(ends, monkeypatch):
    """No more than a megabyte is asked for at once, whatever length was announced."""
    asked = []

    class Listening:
        def settimeout(self, timeout_s):
            self.timeout_s = timeout_s

        def recv(self, n_bytes):
            asked.append(n_bytes)
            return bytes(n_bytes)

    channel_module.Channel(Listening())._read(3 * 2**20 + 5, None)
    assert max(asked) == 2**20
