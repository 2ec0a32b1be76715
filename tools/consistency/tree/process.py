"""Running a program: bytes in, bytes out, nothing that can block for ever.

`os.posix_spawn` where there is one: importing subprocess costs more than a git call does.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator, Mapping

CHUNK = 1 << 16
#: Bytes that a widened pipe holds: as many as Linux lets anybody have (pipe(7)).
WIDE = 1 << 20


class Process:
    """A started program. Start several, then take their output one after another: they run side by side.

    Input is written while output is read, so neither side waits for the other however much there is of both.
    """

    def __init__(self, command: list[bytes], environment: Mapping[bytes, bytes], given: bytes = b"") -> None:
        """Raises FileNotFoundError when there is no such program, OSError when it cannot be started."""
        self.status = -1
        self.errors = b""
        self._given = given
        child_in, self._stdin = os.pipe()
        self._stdout, child_out = os.pipe()
        self._stderr, child_err = os.pipe()
        ends = (child_in, child_out, child_err)
        self._pid = spawned(command, environment, ends, (self._stdin, self._stdout, self._stderr))
        self._owner = os.getpid()

    def widen(self) -> None:
        """Let it write much before somebody reads, where the system has a way to."""
        import fcntl

        with contextlib.suppress(AttributeError, OSError):
            fcntl.fcntl(self._stdout, fcntl.F_SETPIPE_SZ, WIDE)

    def chunks(self) -> Generator[bytes, None, None]:
        """What the program writes, as it comes. Afterwards `status` and `errors` are set; leaving early ends it."""
        try:
            yield from self._pump()
        except BaseException:
            os.kill(self._pid, 15)
            raise
        finally:
            for end in (self._stdin, self._stdout, self._stderr):
                if end >= 0:
                    os.close(end)
            self._stdin = self._stdout = self._stderr = -1
            self.status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def output(self) -> bytes:
        """Everything the program writes."""
        return b"".join(self.chunks())

    def _pump(self) -> Iterator[bytes]:
        import select

        poll = select.poll()
        rest = memoryview(self._given)
        if rest:
            os.set_blocking(self._stdin, False)
            poll.register(self._stdin, select.POLLOUT)
        else:
            self._close_input()
        poll.register(self._stdout, select.POLLIN)
        poll.register(self._stderr, select.POLLIN)
        reading = 2
        while reading:
            for end, _ in poll.poll():
                if end == self._stdin:
                    rest = self._write(rest)
                    if not rest:
                        poll.unregister(end)
                        self._close_input()
                elif chunk := os.read(end, CHUNK):
                    if end == self._stdout:
                        yield chunk
                    else:
                        self.errors += chunk
                else:
                    poll.unregister(end)
                    reading -= 1

    def _write(self, rest: memoryview) -> memoryview:
        try:
            return rest[os.write(self._stdin, rest[:CHUNK]) :]
        except BrokenPipeError:
            return memoryview(b"")

    def _close_input(self) -> None:
        os.close(self._stdin)
        self._stdin = -1

    def __del__(self) -> None:
        """End a program that nobody listened to."""
        if hasattr(self, "_owner") and self._stdout >= 0:
            ended(self._pid, self._owner, (self._stdin, self._stdout, self._stderr))


class Talk:
    """A started program that is asked again and again, one question and its answer at a time.

    What it complains of is lost: where no answer comes, ask by a Process, which has the reason.
    """

    def __init__(self, command: list[bytes], environment: Mapping[bytes, bytes]) -> None:
        """Raises FileNotFoundError when there is no such program, OSError when it cannot be started."""
        child_in, self._stdin = os.pipe()
        self._stdout, child_out = os.pipe()
        ends = (child_in, child_out, os.open(os.devnull, os.O_WRONLY))
        self._pid = spawned(command, environment, ends, (self._stdin, self._stdout))
        self._owner = os.getpid()

    def ask(self, question: bytes) -> None:
        """Write a question, shorter than a pipe is wide. Nothing happens where the program has ended."""
        try:
            os.write(self._stdin, question)
        except BrokenPipeError:
            return

    def chunks(self) -> Iterator[bytes]:
        """What the program answers, as it comes, up to its end."""
        while chunk := os.read(self._stdout, CHUNK):
            yield chunk

    def __del__(self) -> None:
        """End the program."""
        if hasattr(self, "_owner"):
            ended(self._pid, self._owner, (self._stdin, self._stdout))


def ended(program: int, owner: int, others: tuple[int, ...]) -> None:
    """End a program and close our ends of its pipes; a process that was forked since its `owner` lets go of it."""
    for end in others:
        os.close(end)
    if os.getpid() == owner:
        os.kill(program, 15)  # forked processes may hold its input open: it would wait for them
        os.waitpid(program, 0)


def spawned(
    command: list[bytes], environment: Mapping[bytes, bytes], ends: tuple[int, ...], others: tuple[int, ...]
) -> int:
    """The id of a program started with these ends for its input, output and errors, which are closed here.

    Where it cannot be started the `others` are closed, too, and OSError is raised.
    """
    actions = [(os.POSIX_SPAWN_DUP2, end, number) for number, end in enumerate(ends)]
    try:
        # Python ignores SIGPIPE and a child would inherit that; 13 is its number on every POSIX system.
        return os.posix_spawnp(command[0], command, environment, file_actions=actions, setsigdef=[13])
    except OSError:
        for end in others:
            os.close(end)
        raise
    finally:
        for end in ends:
            os.close(end)


class Waited:
    """The same through subprocess, for systems without posix_spawn: the output is held whole."""

    def __init__(self, command: list[bytes], environment: Mapping[bytes, bytes], given: bytes = b"") -> None:
        import subprocess

        texts = {os.fsdecode(name): os.fsdecode(value) for name, value in environment.items()}
        done = subprocess.run([os.fsdecode(part) for part in command], input=given, env=texts, capture_output=True)
        self.status, self.errors, self._written = done.returncode, done.stderr, done.stdout

    def widen(self) -> None:
        """Nothing to do: everything is held."""

    def chunks(self) -> Iterator[bytes]:
        yield self._written

    def output(self) -> bytes:
        return self._written


def talk(command: list[bytes], environment: Mapping[bytes, bytes]) -> Talk | None:
    """Start a program to be asked; None on systems that have no way to. Raises FileNotFoundError as `start`."""
    return Talk(command, environment) if hasattr(os, "posix_spawnp") else None


def start(command: list[bytes], environment: Mapping[bytes, bytes], given: bytes = b"") -> Process | Waited:
    """Start a program. Raises FileNotFoundError when there is none of that name."""
    return Process(command, environment, given) if hasattr(os, "posix_spawnp") else Waited(command, environment, given)
