"""A client for Quayside servers in plain Python: frames over a socket, and chat as chat.proto describes it.

Written from the protocol's description alone, so that it shows what a stranger's client relies on. It needs nothing but
Python 3 and, for chat, the classes that `protoc --python_out` makes of chat.proto (see load_messages).
"""

import collections
import importlib
import socket
import sys


class StreamEnded(Exception):
    """The server ended the stream; in the middle of a frame if so said."""


def encode_varint(number):
    """An unsigned number in base 128, the lowest seven bits first; all bytes but the last have the top bit set."""
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def frame(payload):
    """A payload with its length before it."""
    return encode_varint(len(payload)) + payload


class FrameStream:
    """A connection that carries frames: a varint32 length, then so many bytes. One thread may send while another receives."""

    MAXIMUM = 64 << 20

    def __init__(self, host, port, timeout=30.0, receive_buffer=None):
        self._socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._socket.settimeout(timeout)
        self._socket.connect((host, port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = self._socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def send(self, payload):
        """Sends one frame."""
        self._socket.sendall(frame(payload))

    def send_raw(self, data):
        """Sends bytes as they are, for frames that are cut up, and for bytes that are no frame."""
        self._socket.sendall(data)

    def receive(self):
        """The payload of the next frame; None when the stream ends where a frame could have begun."""
        length = self._receive_length()
        if length is None:
            return None
        payload = self._received.read(length)
        if len(payload) < length:
            raise StreamEnded(f"after {len(payload)} of {length} bytes of a frame")
        return payload

    def end_stream(self):
        """Says that nothing more will be sent; receiving goes on."""
        self._socket.shutdown(socket.SHUT_WR)

    def close(self):
        """Closes the connection."""
        self._received.close()
        self._socket.close()

    def _receive_length(self):
        length = shift = 0
        while True:
            byte = self._received.read(1)
            if not byte:
                if shift:
                    raise StreamEnded("in the middle of a frame's length")
                return None
            length |= (byte[0] & 0x7F) << shift
            if byte[0] < 0x80:
                break
            shift += 7
            if shift > 28:
                raise ValueError("a frame's length has more than five bytes")
        if length > self.MAXIMUM:
            raise ValueError(f"a frame of {length} bytes")
        return length


def load_messages(directory):
    """The module generated from chat.proto; the directory is what was given to `protoc --python_out`."""
    if directory not in sys.path:
        sys.path.insert(0, directory)
    return importlib.import_module("quayside.chat.v1.chat_pb2")


class ChatClient:
    """One connection to a chat server. Requests are methods' arguments: `ask(login=...)` sets the kind of that name."""

    def __init__(self, messages, host, port, timeout=30.0, receive_buffer=None):
        self._messages = messages
        self._stream = FrameStream(host, port, timeout, receive_buffer)
        self._unasked = collections.deque()
        self._ref = 0

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def tell(self, **kind):
        """Sends a request without waiting; answers its ref."""
        self._ref += 1
        self.tell_frame(self._messages.Frame(ref=self._ref, **kind))
        return self._ref

    def tell_frame(self, message):
        """Sends a frame as it is."""
        self._stream.send(message.SerializeToString())

    def ask(self, **kind):
        """Sends a request and waits for its answer, keeping what comes unasked before it."""
        return self.answer_to(self.tell(**kind))

    def answer_to(self, ref):
        """Waits for the answer to a request; answers come in the order of the requests."""
        while True:
            answer = self._next()
            if answer is None:
                raise StreamEnded(f"before the answer to request {ref}")
            if answer.ref == ref:
                return answer
            if answer.ref != 0:
                raise ValueError(f"the answer to {answer.ref} came where that to {ref} was due: {answer}")
            self._unasked.append(answer)

    def next_unasked(self):
        """Waits for the next frame that answers no request; None when the stream has ended."""
        if self._unasked:
            return self._unasked.popleft()
        message = self._next()
        if message is not None and message.ref != 0:
            raise ValueError(f"an answer that nobody waited for: {message}")
        return message

    def close(self):
        """Closes the connection."""
        self._stream.close()

    def _next(self):
        payload = self._stream.receive()
        return None if payload is None else self._messages.Frame.FromString(payload)
