"""Tests of the client's framing against a server of a few lines: python3 -m unittest test_quayside_client"""

import socket
import threading
import unittest

from quayside_client import FrameStream, StreamEnded, encode_varint, frame


class TinyServer:
    """Accepts one connection on a port of the system's choosing and lets a function talk on it."""

    def __init__(self, talk):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, args=(talk,))

    def _run(self, talk):
        connection, _ = self._listener.accept()
        with connection:
            talk(connection)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self._thread.join(30)
        self._listener.close()


def sends(*pieces):
    """A talk that sends pieces one by one, and hears the client out."""

    def talk(connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    return talk


def echoes(connection):
    """A talk that sends back what comes, as it comes."""
    while True:
        data = connection.recv(65536)
        if not data:
            return
        connection.sendall(data)


class VarintTest(unittest.TestCase):
    def test_known_encodings(self):
        known = {0: "00", 1: "01", 127: "7f", 128: "8001", 300: "ac02", 16384: "808001", 2**32 - 1: "ffffffff0f"}
        for number, encoded in known.items():
            self.assertEqual(bytes.fromhex(encoded), encode_varint(number))


class FrameStreamTest(unittest.TestCase):
    def test_frames_come_back_as_sent(self):
        payloads = [b"", b"x", b"y" * 127, b"z" * 128, bytes(range(256)) * 400]
        with TinyServer(echoes) as server, FrameStream("127.0.0.1", server.port) as stream:
            for payload in payloads:
                stream.send(payload)
            for payload in payloads:
                self.assertEqual(payload, stream.receive())
            stream.end_stream()
            self.assertIsNone(stream.receive())

    def test_frames_may_be_cut_anywhere(self):
        data = frame(b"") + frame(b"a" * 200) + frame(b"b")
        single_bytes = [data[i : i + 1] for i in range(len(data))]
        with TinyServer(sends(*single_bytes)) as server, FrameStream("127.0.0.1", server.port) as stream:
            self.assertEqual([b"", b"a" * 200, b"b", None], [stream.receive() for _ in range(4)])

    def test_an_end_within_a_frame_is_told(self):
        for cut in (b"\x80", b"\x05abcd"):
            with TinyServer(sends(cut)) as server, FrameStream("127.0.0.1", server.port) as stream:
                self.assertRaises(StreamEnded, stream.receive)

    def test_lengths_that_cannot_be_are_refused(self):
        for wrong in (b"\xff\xff\xff\xff\xff\x01", b"\xff\xff\xff\xff\x0f"):
            with TinyServer(sends(wrong)) as server, FrameStream("127.0.0.1", server.port) as stream:
                self.assertRaises(ValueError, stream.receive)


if __name__ == "__main__":
    unittest.main()
