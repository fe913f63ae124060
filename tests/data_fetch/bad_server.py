"""A web server on this machine that misbehaves as told, one behaviour a request."""

import contextlib
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class BadServer:
    """Serves one file; ``plan`` says how it answers the coming requests, the last behaviour goes on for ever.

    A behaviour is an HTTP status, a pair (status, value of Retry-After), or the name of a method of
    ``_Handler``: whole, trickling, truncated, corrupted, dies, silent.
    """

    def __init__(self, body):
        self.body = body
        self.n_requests = 0
        self.behaviours = ["whole"]
        self.is_closing = threading.Event()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.http.owner = self
        self.url = f"http://127.0.0.1:{self.http.server_port}/recording.mat"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def plan(self, *behaviours):
        """Set how the next requests are answered."""
        self.behaviours = list(behaviours)

    def close(self):
        """Stop serving and free the port."""
        self.is_closing.set()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers with the behaviour whose turn it is."""

    def do_GET(self):
        owner = self.server.owner
        owner.n_requests += 1
        behaviour = owner.behaviours.pop(0) if len(owner.behaviours) > 1 else owner.behaviours[0]
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the client may have given up
            if isinstance(behaviour, str):
                getattr(self, behaviour)(owner.body)
            else:
                self.refuse(*(behaviour if isinstance(behaviour, tuple) else (behaviour, None)))

    def start(self, n_bytes):
        self.send_response(200)
        self.send_header("Content-Length", str(n_bytes))
        self.end_headers()

    def refuse(self, status, retry_after):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.end_headers()

    def whole(self, body):
        self.start(len(body))
        self.wfile.write(body)

    def trickling(self, body):
        self.start(len(body))
        for begin in range(0, len(body), 2**16):
            time.sleep(0.05)
            self.wfile.write(body[begin : begin + 2**16])

    def truncated(self, body):
        self.start(len(body))
        self.wfile.write(body[: len(body) // 2])

    def corrupted(self, body):
        self.whole(body[:100] + bytes([body[100] ^ 1]) + body[101:])

    def dies(self, body):
        self.truncated(body)
        self.wfile.flush()
        time.sleep(0.05)  # let the client read the half before the connection is reset
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def silent(self, body):
        self.server.owner.is_closing.wait(5)

    def log_message(self, *args):
        """Keep the test's output clean."""
