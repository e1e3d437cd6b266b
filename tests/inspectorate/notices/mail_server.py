"""A mail server on this machine that answers as a test wants it to."""

import re
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self


class Session(StreamRequestHandler):
    """What one client says, by RFC 5321; the server's `answers` come first."""

    def handle(self) -> None:
        self.reply("220 ready")
        verb = ""
        while verb != "QUIT" and (line := self.rfile.readline().decode()):
            verb = re.split(r"[ :\r]", line)[0].upper()
            answer = self.server.answers.get(verb)
            if verb == "DATA" and answer is None:
                answer = self.take()
            if answer == "hang up":
                return
            self.reply(answer or "250 fine")

    def take(self) -> str:
        self.reply("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.taken.append(b"".join(lines).decode())
        self.server.has_one.set()
        answer = self.server.answers.get("end of DATA", "250 taken")
        if answer == "wait":
            self.rfile.readline()  # until the client is gone
            answer = "hang up"
        return answer

    def reply(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(ThreadingTCPServer):
    """`answers` by command; "hang up" gives none, "wait" none until the client ends.

    `taken` are the e-mails it took, and `has_one` is set with the first.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.answers: dict[str, str] = {}
        self.taken: list[str] = []
        self.has_one = Event()

    @property
    def address(self) -> tuple[str, int]:
        return self.server_address

    def __enter__(self) -> Self:
        self.thread = Thread(target=self.serve_forever, args=[0.05])
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()
