"""Checks a running server from the outside: echo frames, echo lines, and chat in every kind and error that can be reached.

    chat_scenario.py [--login-timeout SECONDS] HOST ECHO_PORT LINES_PORT CHAT_PORT GENERATED

GENERATED is the directory given to `protoc --python_out` for chat.proto. Prints a line for each check and ends with 0, or
ends with 1 at the first mismatch. Limits that are large by default (GROUP_FULL, TOO_MANY_GROUPS) are checked where the
server's Welcome says that they are within reach; LOGIN_TIMEOUT is, where the server's figure is given. INTERNAL takes a
broken server, and IDLE its idle time.
"""

import argparse
import random
import socket
import sys
import threading
import time

from quayside_client import ChatClient, FrameStream, StreamEnded, load_messages

WITHIN_REACH = 200
BUSY_AFTER_AT_MOST = 64 << 20


class Mismatch(Exception):
    """The server did something else than it should."""


def expect(condition, what, *found):
    if not condition:
        raise Mismatch(what + "".join(f"; got {one!r}" for one in found))


def check(name, run, *arguments):
    """Runs one check and prints its line."""
    began = time.monotonic()
    outcome = run(*arguments)
    milliseconds = (time.monotonic() - began) * 1000
    print(f"{'skip' if outcome else 'ok':5}{name}{': ' + outcome if outcome else ''} ({milliseconds:.0f} ms)", flush=True)


# ---- echo


def sender(send, items):
    """Sends on a thread of its own: a server that isn't read from stops reading, too."""
    thread = threading.Thread(target=lambda: [send(item) for item in items], daemon=True)
    thread.start()
    return thread


def echo_one_by_one(host, port):
    with FrameStream(host, port) as stream:
        for size in (0, 1, 127, 128, 1000, 16383, 16384, 65536, 100_000):
            payload = random.Random(size).randbytes(size)
            stream.send(payload)
            expect(stream.receive() == payload, f"a frame of {size} bytes comes back as it is")


def echo_pipelined(host, port):
    chance = random.Random(42)
    sizes = [0, 100_000, 1, 99_999] + [chance.choice((0, 1, 10, 100, 1000, 10_000, 100_000)) for _ in range(500)]
    payloads = [chance.randbytes(size) for size in sizes]
    with FrameStream(host, port) as stream:
        thread = sender(stream.send, payloads)
        for number, payload in enumerate(payloads):
            expect(stream.receive() == payload, f"frame {number}, of {len(payload)} bytes, comes back in its place")
        thread.join()
        stream.end_stream()
        expect(stream.receive() is None, "nothing follows the last echo")


def echo_in_pieces(host, port):
    with FrameStream(host, port) as stream:
        for byte in b"\x03abc\x00\x02de":
            stream.send_raw(bytes((byte,)))
        echoes = [stream.receive() for _ in range(3)]
        expect(echoes == [b"abc", b"", b"de"], "frames that come byte by byte are frames", echoes)


def echo_half_closed(host, port):
    payloads = [bytes((number,)) * 1000 for number in range(100)]
    with FrameStream(host, port) as stream:
        for payload in payloads:
            stream.send(payload)
        stream.end_stream()
        echoes = [stream.receive() for _ in payloads]
        expect(echoes == payloads, "what was sent before the end of the stream comes back after it")
        expect(stream.receive() is None, "then the server ends its stream")


def echo_lines(host, port):
    lines = ["", "hello", "grüß dich", "x" * 4000, "船 🚢", "last"]
    with socket.create_connection((host, port), 30) as connection, connection.makefile("rb") as received:
        data = "".join(line + ("\r\n" if number % 2 else "\n") for number, line in enumerate(lines))
        connection.sendall(data.encode())
        for line in lines:
            echo = received.readline()
            expect(echo == line.encode() + b"\n", f"the line {line[:20]!r} comes back", echo[:40])


# ---- chat


class Chat:
    """The checks of the chat endpoint; each logs in users of its own."""

    def __init__(self, messages, host, port):
        self._messages = messages
        self._address = (host, port)
        self._run = f"{random.SystemRandom().randrange(36**4):x}"

    def connect(self, **options):
        return ChatClient(self._messages, *self._address, **options)

    def id(self, name):
        """An id that is new in each run, so that a server may be checked more than once."""
        return f"{name}.{self._run}"

    def user(self, name, **options):
        client = self.connect(**options)
        self.log_in(client, name)
        return client

    def log_in(self, client, name):
        answer = client.ask(login=self._messages.Login(user_id=self.id(name), display_name=name.title()))
        self.expect_kind(answer, "welcome")
        expect(answer.welcome.user.user_id == self.id(name), "Welcome names the user", answer)
        return answer.welcome

    def expect_kind(self, answer, kind):
        expect(answer is not None and answer.WhichOneof("server_says") == kind, f"{kind} comes", answer)

    def expect_error(self, client, code, **request):
        answer = client.ask(**request)
        self.expect_kind(answer, "error")
        names = self._messages.Error.Code
        expect(names.Name(answer.error.code) == code, f"the error is {code}", names.Name(answer.error.code))

    def expect_goodbye(self, client, reason):
        """Takes what comes unasked up to Goodbye, after which the stream ends."""
        frame = client.next_unasked()
        while frame is not None and frame.WhichOneof("server_says") != "goodbye":
            frame = client.next_unasked()
        self.expect_kind(frame, "goodbye")
        names = self._messages.Goodbye.Reason
        expect(names.Name(frame.goodbye.reason) == reason, f"the reason is {reason}", names.Name(frame.goodbye.reason))
        expect(client.next_unasked() is None, "the stream ends after Goodbye")

    def expect_event(self, client, kind, user):
        frame = client.next_unasked()
        self.expect_kind(frame, "group_event")
        names = self._messages.GroupEvent.Kind
        expect(names.Name(frame.group_event.kind) == kind, f"the event is {kind}", frame)
        expect(frame.group_event.user.user_id == self.id(user), f"the event is about {user}", frame)

    # -- the checks

    def ping(self):
        with self.connect() as client:
            for payload in (b"", b"quay", bytes(1024)):
                answer = client.ask(ping=self._messages.Ping(payload=payload))
                self.expect_kind(answer, "pong")
                expect(answer.pong.payload == payload, "the payload comes back", answer)
            self.expect_error(client, "TEXT_TOO_LONG", ping=self._messages.Ping(payload=bytes(1025)))

    def before_login(self):
        m = self._messages
        requests = {
            "logout": m.Logout(),
            "list_online": m.ListOnline(),
            "send_private": m.SendPrivate(to="a", text="t"),
            "send_group": m.SendGroup(group_id="g", text="t"),
            "create_group": m.CreateGroup(group_id="g", display_name="G"),
            "join_group": m.JoinGroup(group_id="g"),
            "leave_group": m.LeaveGroup(group_id="g"),
            "list_groups": m.ListGroups(),
            "list_members": m.ListMembers(group_id="g"),
        }
        with self.connect() as client:
            for kind, request in requests.items():
                self.expect_error(client, "NOT_LOGGED_IN", **{kind: request})

    def wrong_logins(self):
        login = self._messages.Login
        with self.connect() as client:
            for user_id in ("", "Ann", "a b", "ä", "a" * 33):
                self.expect_error(client, "INVALID_USER_ID", login=login(user_id=user_id, display_name="Ann"))
            for name in ("", "  ", "a\nb", "a\0b"):
                self.expect_error(client, "INVALID_NAME", login=login(user_id="ann", display_name=name))
            self.expect_error(client, "NAME_TOO_LONG", login=login(user_id="ann", display_name="🚢" * 65))
            welcome = self.log_in(client, "ann")
            expect(abs(welcome.server_time_ms - time.time() * 1000) < 3_600_000, "the server tells the time", welcome)
            self.expect_error(client, "ALREADY_LOGGED_IN", login=login(user_id=self.id("ann"), display_name="Ann"))

    def unsupported(self):
        m = self._messages
        with self.user("una") as client:
            self.expect_error(client, "UNSUPPORTED")
            self.expect_error(client, "UNSUPPORTED", pong=m.Pong())
            self.expect_error(client, "UNSUPPORTED", ping=m.Ping(), welcome=m.Welcome())
            unknown = m.Frame(ref=4711)
            unknown.MergeFromString(b"\xd2\x0f\x00")  # the field 250, which this version has no kind for
            client.tell_frame(unknown)
            answer = client.answer_to(4711)
            expect(answer.error.code == m.Error.UNSUPPORTED, "an unknown kind is UNSUPPORTED", answer)

    def online(self):
        with self.user("olga") as olga, self.user("oscar"):
            seen, after = [], ""
            while True:
                answer = olga.ask(list_online=self._messages.ListOnline(after=after, limit=1))
                self.expect_kind(answer, "online")
                expect(len(answer.online.users) <= 1, "a page is as long as asked for", answer)
                seen += [user.user_id for user in answer.online.users]
                after = answer.online.next
                if not after:
                    break
            expect(self.id("olga") in seen and self.id("oscar") in seen, "both are online", seen)
            expect(seen == sorted(set(seen)), "the pages are in order", seen)
            expect(answer.online.total >= 2, "the total counts all", answer)

    def private(self):
        m = self._messages
        with self.connect() as paul, self.user("petra") as petra:
            longest = self.log_in(paul, "paul").max_text_bytes
            before = 0
            for text in ("hello", "grüß dich 🚢", "x" * longest):
                answer = paul.ask(send_private=m.SendPrivate(to=self.id("petra"), text=text))
                self.expect_kind(answer, "acknowledged")
                frame = petra.next_unasked()
                self.expect_kind(frame, "private_message")
                message = frame.private_message
                expect(message.text == text, "the text arrives as it was sent", message.text[:40])
                sender_id = getattr(message, "from").user_id  # a keyword here, a field there
                expect(sender_id == self.id("paul"), "from its sender", sender_id)
                expect(message.message_id == answer.acknowledged.message_id > before, "with an increasing id", message)
                before = message.message_id
            ref = paul.tell(send_private=m.SendPrivate(to=self.id("paul"), text="note"))
            expect(paul.next_unasked().private_message.text == "note", "a text to oneself arrives")
            self.expect_kind(paul.answer_to(ref), "acknowledged")

    def private_errors(self):
        m = self._messages
        with self.connect() as client:
            limit = self.log_in(client, "percy").max_text_bytes
            to = self.id("percy")
            self.expect_error(client, "EMPTY_TEXT", send_private=m.SendPrivate(to=to))
            self.expect_error(client, "TEXT_TOO_LONG", send_private=m.SendPrivate(to=to, text="x" * (limit + 1)))
            self.expect_error(client, "UNKNOWN_RECIPIENT", send_private=m.SendPrivate(to=self.id("nobody"), text="t"))

    def recipient_busy(self):
        """Sends to somebody who reads nothing until the server has no room left for more."""
        m = self._messages
        with self.user("bruno", receive_buffer=4096), self.user("berta") as berta:
            request = m.SendPrivate(to=self.id("bruno"), text="x" * 4096)
            for _ in range(BUSY_AFTER_AT_MOST // 4096):
                answer = berta.ask(send_private=request)
                if answer.WhichOneof("server_says") == "error":
                    expect(answer.error.code == m.Error.RECIPIENT_BUSY, "the error is RECIPIENT_BUSY", answer)
                    self.expect_kind(berta.ask(ping=m.Ping()), "pong")
                    return
        raise Mismatch(f"RECIPIENT_BUSY comes before {BUSY_AFTER_AT_MOST} bytes wait")

    def groups(self):
        m = self._messages
        group = self.id("quay")
        with self.user("greta") as greta, self.user("gustav") as gustav, self.user("gina") as gina:
            created = greta.ask(create_group=m.CreateGroup(group_id=group, display_name="The Quay"))
            self.expect_kind(created, "group_created")
            expect(created.group_created.group.member_count == 1, "its maker is in it", created)
            for count, (client, name) in enumerate(((gustav, "gustav"), (gina, "gina")), 2):
                joined = client.ask(join_group=m.JoinGroup(group_id=group))
                self.expect_kind(joined, "group_joined")
                expect(joined.group_joined.group.member_count == count, f"{name} is number {count}", joined)
                expect(joined.group_joined.group.display_name == "The Quay", "the group's name is told", joined)
                self.expect_event(greta, "JOINED", name)
            self.expect_event(gustav, "JOINED", "gina")
            answer = gustav.ask(send_group=m.SendGroup(group_id=group, text="ahoy"))
            self.expect_kind(answer, "acknowledged")
            expect(answer.acknowledged.recipients == 2, "it is queued for two", answer)
            for client in (greta, gina):
                frame = client.next_unasked()
                self.expect_kind(frame, "group_message")
                expect(frame.group_message.text == "ahoy", "the text arrives", frame)
                expect(frame.group_message.group_id == group, "with its group", frame)
                expect(frame.group_message.message_id == answer.acknowledged.message_id, "with its id", frame)
            self._members(gina, group, ["gina", "greta", "gustav"])
            self._listed(gina, group)
            self.expect_kind(gustav.ask(leave_group=m.LeaveGroup(group_id=group)), "group_left")
            self.expect_event(greta, "LEFT", "gustav")
            gina.close()
            self.expect_event(greta, "LEFT", "gina")
            self._members(greta, group, ["greta"])
            # Were an own copy or a late message on its way to one of them, it would come before this answer.
            for client in (greta, gustav):
                ref = client.tell(ping=m.Ping())
                self.expect_kind(client.answer_to(ref), "pong")
            self.expect_kind(greta.ask(logout=m.Logout()), "goodbye")
            expect(gustav.ask(join_group=m.JoinGroup(group_id=group)).error.code == m.Error.UNKNOWN_GROUP,
                   "the group is gone with its last member")

    def _members(self, client, group, names):
        answer = client.ask(list_members=self._messages.ListMembers(group_id=group))
        self.expect_kind(answer, "members")
        found = [user.user_id for user in answer.members.members]
        expect(found == [self.id(name) for name in names], f"the members are {names}", found)
        expect(answer.members.total == len(names), "the total counts all", answer)

    def _listed(self, client, group):
        answer = client.ask(list_groups=self._messages.ListGroups(after=group[:-1], limit=1))
        self.expect_kind(answer, "groups")
        expect(answer.groups.groups[0].group_id == group, "the group is listed", answer)
        expect(answer.groups.groups[0].member_count == 3, "with its members counted", answer)

    def group_errors(self):
        m = self._messages
        group = self.id("dock")
        with self.user("gerd") as gerd, self.user("gabi") as gabi:
            make = m.CreateGroup
            self.expect_error(gerd, "INVALID_GROUP_ID", create_group=make(group_id="The Dock", display_name="D"))
            self.expect_error(gerd, "INVALID_NAME", create_group=make(group_id=group))
            self.expect_error(gerd, "NAME_TOO_LONG", create_group=make(group_id=group, display_name="d" * 65))
            self.expect_kind(gerd.ask(create_group=make(group_id=group, display_name="D")), "group_created")
            self.expect_error(gabi, "GROUP_EXISTS", create_group=make(group_id=group, display_name="D"))
            self.expect_error(gerd, "ALREADY_A_MEMBER", join_group=m.JoinGroup(group_id=group))
            self.expect_error(gerd, "EMPTY_TEXT", send_group=m.SendGroup(group_id=group))
            for client, where, code in ((gabi, group, "NOT_A_MEMBER"), (gabi, self.id("sea"), "UNKNOWN_GROUP")):
                self.expect_error(client, code, send_group=m.SendGroup(group_id=where, text="t"))
                self.expect_error(client, code, leave_group=m.LeaveGroup(group_id=where))
                self.expect_error(client, code, list_members=m.ListMembers(group_id=where))
            self.expect_error(gabi, "UNKNOWN_GROUP", join_group=m.JoinGroup(group_id=self.id("sea")))

    def group_full(self):
        m = self._messages
        with self.connect() as founder:
            size = self.log_in(founder, "filler").max_group_members
            if size > WITHIN_REACH:
                return f"a group may have {size} members"
            group = self.id("full")
            self.expect_kind(founder.ask(create_group=m.CreateGroup(group_id=group, display_name="F")), "group_created")
            members = [self.user(f"filler{number}") for number in range(1, size)]
            for member in members:
                self.expect_kind(member.ask(join_group=m.JoinGroup(group_id=group)), "group_joined")
            with self.user("late") as late:
                self.expect_error(late, "GROUP_FULL", join_group=m.JoinGroup(group_id=group))
                self.expect_kind(founder.ask(leave_group=m.LeaveGroup(group_id=group)), "group_left")
                self.expect_kind(late.ask(join_group=m.JoinGroup(group_id=group)), "group_joined")
            for member in members:
                member.close()
        return None

    def too_many_groups(self):
        m = self._messages
        with self.connect() as client:
            limit = self.log_in(client, "joiner").max_groups_per_user
            if limit > WITHIN_REACH:
                return f"a user may be in {limit} groups"
            for number in range(limit):
                request = m.CreateGroup(group_id=self.id(f"many{number}"), display_name="M")
                self.expect_kind(client.ask(create_group=request), "group_created")
            request = m.CreateGroup(group_id=self.id("more"), display_name="M")
            self.expect_error(client, "TOO_MANY_GROUPS", create_group=request)
            self.expect_error(client, "TOO_MANY_GROUPS", join_group=m.JoinGroup(group_id=self.id("more")))
        return None

    def second_login(self):
        m = self._messages
        group = self.id("rail")
        with self.user("rosa") as older, self.user("ralf") as ralf:
            older.ask(create_group=m.CreateGroup(group_id=group, display_name="R"))
            self.expect_kind(ralf.ask(join_group=m.JoinGroup(group_id=group)), "group_joined")
            with self.user("rosa") as newer:
                self.expect_goodbye(older, "REPLACED")
                self.expect_event(ralf, "LEFT", "rosa")
                self.expect_kind(ralf.ask(send_private=m.SendPrivate(to=self.id("rosa"), text="you?")), "acknowledged")
                expect(newer.next_unasked().private_message.text == "you?", "the newer session gets the texts")
                self.expect_kind(newer.ask(join_group=m.JoinGroup(group_id=group)), "group_joined")

    def logout(self):
        with self.user("lena") as lena:
            ref = lena.tell(logout=self._messages.Logout())
            answer = lena.answer_to(ref)
            expect(answer.goodbye.reason == self._messages.Goodbye.LOGGED_OUT, "Logout is answered", answer)
            expect(lena.next_unasked() is None, "the stream ends")
        with self.user("lena"):
            pass

    def pipelined(self):
        m = self._messages
        with self.user("pia") as pia:
            refs = [pia.tell(send_private=m.SendPrivate(to=self.id("nobody"), text=str(n))) for n in range(500)]
            for ref in refs:
                expect(pia.answer_to(ref).error.code == m.Error.UNKNOWN_RECIPIENT, "answers come in order")

    def garbage(self):
        with FrameStream(*self._address) as stream:
            stream.send_raw(b"\x05\xff\xff\xff\xff\xff")
            expect(stream.receive() is None, "bytes that are no frame end the connection")

    def login_timeout(self, seconds):
        if seconds is None:
            return "its time is not given"
        with self.connect(timeout=seconds * 2 + 10) as silent:
            self.expect_goodbye(silent, "LOGIN_TIMEOUT")
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("host")
    parser.add_argument("echo_port", type=int)
    parser.add_argument("lines_port", type=int)
    parser.add_argument("chat_port", type=int)
    parser.add_argument("generated", help="the directory given to protoc --python_out for chat.proto")
    parser.add_argument("--login-timeout", type=float, help="the chat's login-timeout in seconds")
    given = parser.parse_args()
    chat = Chat(load_messages(given.generated), given.host, given.chat_port)
    try:
        check("echo: frames one by one", echo_one_by_one, given.host, given.echo_port)
        check("echo: frames in a row", echo_pipelined, given.host, given.echo_port)
        check("echo: frames in pieces", echo_in_pieces, given.host, given.echo_port)
        check("echo: the end of the stream", echo_half_closed, given.host, given.echo_port)
        check("lines: echo", echo_lines, given.host, given.lines_port)
        check("chat: ping", chat.ping)
        check("chat: nothing before login", chat.before_login)
        check("chat: logins that are wrong", chat.wrong_logins)
        check("chat: unsupported kinds", chat.unsupported)
        check("chat: who is online", chat.online)
        check("chat: private messages", chat.private)
        check("chat: private messages that are refused", chat.private_errors)
        check("chat: a recipient that is busy", chat.recipient_busy)
        check("chat: groups", chat.groups)
        check("chat: group requests that are refused", chat.group_errors)
        check("chat: a group that is full", chat.group_full)
        check("chat: too many groups", chat.too_many_groups)
        check("chat: the newest login wins", chat.second_login)
        check("chat: logout", chat.logout)
        check("chat: requests in a row", chat.pipelined)
        check("chat: bytes that are no frame", chat.garbage)
        check("chat: no login in time", chat.login_timeout, given.login_timeout)
    except (Mismatch, StreamEnded, OSError, ValueError) as failure:
        print(f"FAIL {type(failure).__name__}: {failure}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
