"""The one door to git (2.31 or newer). It only reads: no lock, no index refreshed, nothing fetched, no hook run."""

from __future__ import annotations

import os
from typing import NamedTuple

from consistency.tree.process import Process, Talk, Waited, start, talk
from consistency.tree.source import TreeError, shown

#: Settings of the user that would start programs, or change the answers that are parsed here.
SETTINGS = (
    "core.fsmonitor=false",
    "log.showSignature=false",
    "log.follow=false",
    "log.showRoot=true",
    "log.mailmap=true",
)
#: Optional locks would refresh the index. No protocol is allowed: a partial clone would fetch what it lacks and
#: store it. Replacement objects are not what a commit holds. Messages are read, so they come in English.
FORCED = {
    b"GIT_OPTIONAL_LOCKS": b"0",
    b"GIT_ALLOW_PROTOCOL": b"",
    b"GIT_NO_LAZY_FETCH": b"1",
    b"GIT_NO_REPLACE_OBJECTS": b"1",
    b"GIT_TERMINAL_PROMPT": b"0",
    b"LC_ALL": b"C",
}
#: Variables that change how paths on git's command line are read.
PATHSPEC = (b"GIT_LITERAL_PATHSPECS", b"GIT_GLOB_PATHSPECS", b"GIT_NOGLOB_PATHSPECS", b"GIT_ICASE_PATHSPECS")
#: Variables that name a repository (git rev-parse --local-env-vars): a hook's, wrong for any other repository.
LOCAL = (
    b"GIT_DIR", b"GIT_WORK_TREE", b"GIT_INDEX_FILE", b"GIT_COMMON_DIR", b"GIT_OBJECT_DIRECTORY", b"GIT_PREFIX",
    b"GIT_ALTERNATE_OBJECT_DIRECTORIES", b"GIT_CONFIG", b"GIT_CONFIG_PARAMETERS", b"GIT_CONFIG_COUNT",
    b"GIT_GRAFT_FILE", b"GIT_SHALLOW_FILE", b"GIT_IMPLICIT_WORK_TREE", b"GIT_INTERNAL_SUPER_PREFIX",
    b"GIT_REPLACE_REF_BASE",
)  # fmt: skip
#: Of these, the ones that git reads relative to where it was started (an index file: relative to the top).
RELATIVE = (b"GIT_DIR", b"GIT_WORK_TREE", b"GIT_COMMON_DIR", b"GIT_OBJECT_DIRECTORY")


class Repository(NamedTuple):
    """A git repository as found from a folder. Paths are absolute.

    top: of the work tree, "" for a bare repository · prefix: the folder it was found from, relative to the top with
    a / at its end, "" at the top · common: the folder shared by linked worktrees (.git of the main one) ·
    object_format: sha1 | sha256 · shallow: the clone's history is cut
    """

    top: str
    prefix: str
    folder: str
    common: str
    object_format: str
    shallow: bool
    environment: dict[bytes, bytes]

    def start(self, *words: str, given: bytes = b"") -> Process | Waited:
        """Start a git command at the top of the work tree."""
        return launch(self.top or self.folder, words, self.environment, given)

    def talk(self, *words: str) -> Talk | None:
        """Start a git command that is asked again and again; None where that is not possible."""
        return talking(self.top or self.folder, words, self.environment)

    def run(self, *words: str, given: bytes = b"") -> bytes:
        """The output of a git command. Raises TreeError with git's reason when it fails."""
        return output(self.start(*words, given=given), words)

    def fields(self, *words: str, given: bytes = b"") -> list[str]:
        """The output of a git command with -z: what stands before each NUL."""
        return fields(self.run(*words, given=given))


def find(folder: str = ".", inherit: bool = True) -> Repository | None:
    """The repository around a folder; None where there is none (or no git and no .git above).

    `inherit` False forgets which repository the environment names: for another one than the hook's own.
    Raises TreeError when there is one that git refuses to read.
    """
    environment = surroundings(inherit)
    if b"GIT_DIR" in environment and b"GIT_WORK_TREE" not in environment and within(folder, os.getcwd()):
        folder = os.getcwd()  # git then takes the folder that it is started in for the top
    words = ["rev-parse", "--is-shallow-repository", "--show-object-format"]
    paths = ["--path-format=absolute", "--git-dir", "--git-common-dir", "--show-prefix", "--show-toplevel"]
    try:
        process = launch(folder, [*words, *paths], environment)
    except TreeError:
        if enclosing(folder):
            raise
        return None
    lines = os.fsdecode(process.output()).split("\n")
    if process.status and not lines[0]:
        if b"not a git repository" in process.errors and b"GIT_DIR" not in environment:
            return None
        raise TreeError(complaint(process, words))
    if len(lines) > 7:
        lines[2:] = [one(folder, path, environment) for path in paths[1:]]
    shallow, object_format, git_dir, common, *place = [*lines, "", ""]
    prefix, top = (place[0], place[1]) if not process.status else ("", "")
    return Repository(top, prefix, git_dir, common, object_format, shallow == "true", environment)


def surroundings(inherit: bool = True) -> dict[bytes, bytes]:
    """This process's environment as git is to see it; `inherit` False: without the names of a repository."""
    environment = {os.fsencode(name): os.fsencode(value) for name, value in os.environ.items()}
    for name in PATHSPEC if inherit else (*PATHSPEC, *LOCAL):
        environment.pop(name, None)
    for name in RELATIVE:
        if name in environment:
            environment[name] = os.path.abspath(environment[name])
    return environment | FORCED


def launch(
    folder: str, words: tuple[str, ...] | list[str], environment: dict[bytes, bytes], given: bytes = b""
) -> Process | Waited:
    """Start git in a folder. Raises TreeError when it is not installed."""
    try:
        return start(command(folder, words), environment, given)
    except OSError as error:
        raise refusal(folder, error) from None


def talking(folder: str, words: tuple[str, ...], environment: dict[bytes, bytes]) -> Talk | None:
    """Start git in a folder, to be asked. Raises TreeError when it is not installed."""
    try:
        return talk(command(folder, words), environment)
    except OSError as error:
        raise refusal(folder, error) from None


def command(folder: str, words: tuple[str, ...] | list[str]) -> list[bytes]:
    """git's command line."""
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    return [os.fsencode(part) for part in ("git", "--no-pager", "-C", folder, *settings, *words)]


def refusal(folder: str, error: OSError) -> TreeError:
    """Why git cannot be started."""
    if isinstance(error, FileNotFoundError):
        return TreeError("There is no git on this machine's PATH: install it.")
    return TreeError(f"git cannot be started: {error.strerror}; see that it runs in {shown(folder)}.")


def output(process: Process | Waited, words: tuple[str, ...] | list[str]) -> bytes:
    """What a git command wrote. Raises TreeError with git's reason when it failed."""
    written = process.output()
    if process.status:
        raise TreeError(complaint(process, words))
    return written


def fields(written: bytes) -> list[str]:
    """What stands before each NUL, as text; bytes that are not UTF-8 as surrogate escapes."""
    return written.decode("utf-8", "surrogateescape").split("\0")[:-1]


def complaint(process: Process | Waited, words: tuple[str, ...] | list[str]) -> str:
    """git's own reason, in one sentence."""
    lines = [line.strip() for line in process.errors.decode("utf-8", "replace").split("\n") if line.strip()]
    reasons = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines or [f"exit {process.status}"]
    first = lines.index(reasons[0]) if reasons[0] in lines else 0
    advice = " ".join(lines[first + 1 : first + 4]) if "dubious ownership" in reasons[0] else ""
    reason = shown(reasons[0].removeprefix("fatal: ").removeprefix("error: "))
    return f"git {words[0]} failed: {reason}{' ' + shown(advice) if advice else ''}"


def one(folder: str, path: str, environment: dict[bytes, bytes]) -> str:
    """One path alone, for the repository whose own path has a line end in it; "" when git has none."""
    written = launch(folder, ["rev-parse", "--path-format=absolute", path], environment).output()
    return os.fsdecode(written[:-1])


def within(folder: str, outer: str) -> bool:
    """Whether a folder is another one or lies in it."""
    return os.path.commonpath((os.path.realpath(folder), os.path.realpath(outer))) == os.path.realpath(outer)


def enclosing(folder: str) -> str:
    """The nearest folder upwards that has a .git; "" when none has."""
    place = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(place, ".git")):
        place, below = os.path.dirname(place), place
        if place == below:
            return ""
    return place


def required(repository: Repository | None, folder: str) -> Repository:
    """The repository. Raises TreeError where there is none."""
    if repository is None:
        raise TreeError(
            f"{shown(folder)} is in no git repository: run `git init`, or check the folder without a revision."
        )
    return repository
