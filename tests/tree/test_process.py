"""Programs: much input and much output at once, early ends, what cannot be started."""

from __future__ import annotations

import os
import sys

import pytest

from consistency.tree.process import Process, Talk, Waited, start

ENVIRONMENT = {b"PATH": os.fsencode(os.environ["PATH"])}
PYTHON = os.fsencode(sys.executable)


def program(text: str) -> list[bytes]:
    return [PYTHON, b"-I", b"-S", b"-c", text.encode()]


@pytest.mark.parametrize("kind", [Process, Waited])
class TestBoth:
    def test_output_and_status(self, kind: type[Process] | type[Waited]) -> None:
        process = kind(program("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"), ENVIRONMENT)
        assert process.output() == b"out\n"
        assert (process.status, process.errors) == (3, b"err\n")

    def test_more_input_than_a_pipe_holds_while_output_waits(self, kind: type[Process] | type[Waited]) -> None:
        given = b"0123456789abcdef" * 100_000
        text = "import sys\nwhile data := sys.stdin.buffer.read(1000): sys.stdout.buffer.write(data * 2)"
        process = kind(program(text), ENVIRONMENT, given)
        assert len(process.output()) == 2 * len(given)

    def test_more_errors_than_a_pipe_holds(self, kind: type[Process] | type[Waited]) -> None:
        process = kind(program("import sys; sys.stderr.write('e' * 1_000_000); print('end')"), ENVIRONMENT)
        assert process.output() == b"end\n"
        assert len(process.errors) == 1_000_000

    def test_one_that_does_not_take_its_input(self, kind: type[Process] | type[Waited]) -> None:
        process = kind(program("print('no')"), ENVIRONMENT, b"x" * 1_000_000)
        assert process.output() == b"no\n"

    def test_without_input_it_sees_the_end(self, kind: type[Process] | type[Waited]) -> None:
        assert kind(program("import sys; print(len(sys.stdin.read()))"), ENVIRONMENT).output() == b"0\n"

    def test_only_the_environment_given(self, kind: type[Process] | type[Waited]) -> None:
        process = kind(program("import os; print(os.environ['WORD'])"), {**ENVIRONMENT, b"WORD": b"\xff"})
        assert process.output() in (b"\xff\n", b"\\xff\n")

    def test_no_such_program(self, kind: type[Process] | type[Waited]) -> None:
        with pytest.raises(FileNotFoundError):
            kind([b"/nonexistent/program"], ENVIRONMENT)


def test_several_run_side_by_side() -> None:
    first, second = (start(program("print('x' * 500_000)"), ENVIRONMENT) for _ in range(2))
    assert len(second.output()) == len(first.output()) == 500_001


def test_leaving_early_ends_it() -> None:
    process = Process(program("while True: print('x' * 1000)"), ENVIRONMENT)
    chunks = process.chunks()
    assert next(chunks)
    chunks.close()
    assert process.status != 0


def test_no_descriptor_stays_open() -> None:
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    if not before:
        pytest.skip("no /proc to count descriptors in")
    for _ in range(5):
        start(program("print()"), ENVIRONMENT, b"x").output()
        with pytest.raises(FileNotFoundError):
            start([b"/nonexistent/program"], ENVIRONMENT)
    assert len(os.listdir("/proc/self/fd")) == len(before)


@pytest.mark.parametrize("kind", [Process, Waited])
def test_a_widened_one_gives_all_that_it_writes(kind: type[Process] | type[Waited]) -> None:
    process = kind(program("print('x' * 3_000_000)"), ENVIRONMENT)
    process.widen()
    assert len(process.output()) == 3_000_001


def test_one_that_nobody_listens_to_ends_and_is_waited_for() -> None:
    process = Process(program("while True: print('x' * 1000)"), ENVIRONMENT)
    ended = process._pid
    del process
    with pytest.raises(ChildProcessError):
        os.waitpid(ended, os.WNOHANG)


def test_a_program_dies_of_a_broken_pipe_as_it_should() -> None:
    process = Process([b"sh", b"-c", b"kill -PIPE $$; echo survived"], ENVIRONMENT)
    assert process.output() == b""
    assert process.status == -13


class TestTalk:
    """One that answers each line with the same in capitals, until it is told to end."""

    ECHO = (
        "import sys\nfor line in sys.stdin:\n    print(line.upper(), end='', flush=True)\n    if 'end' in line: break"
    )

    def test_answers_come_one_by_one(self) -> None:
        talk = Talk(program(self.ECHO), ENVIRONMENT)
        answers = talk.chunks()
        for word in (b"one\n", b"two\n", b"three\n"):
            talk.ask(word)
            assert next(answers) == word.upper()

    def test_one_that_has_ended_answers_nothing(self) -> None:
        talk = Talk(program(self.ECHO), ENVIRONMENT)
        talk.ask(b"end\n")
        assert b"".join(talk.chunks()) == b"END\n"
        talk.ask(b"still there?\n")
        assert list(talk.chunks()) == []

    def test_it_ends_with_whoever_asked(self) -> None:
        talk = Talk(program("import sys; print(sys.stdin.read())"), ENVIRONMENT)
        pid = talk._pid
        del talk
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    def test_a_forked_process_leaves_it_alone(self) -> None:
        talk = Talk(program(self.ECHO), ENVIRONMENT)
        answers = talk.chunks()
        forked = os.fork()
        if not forked:
            del talk
            os._exit(0)
        os.waitpid(forked, 0)
        talk.ask(b"here\n")
        assert next(answers) == b"HERE\n"

    def test_what_cannot_be_started(self) -> None:
        with pytest.raises(FileNotFoundError):
            Talk([b"no-such-program"], ENVIRONMENT)
