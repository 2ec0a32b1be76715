"""Services that commands of Docker Compose name: `docker compose -f dev.yml logs -f web`.

Format: https://docs.docker.com/reference/cli/docker/compose/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values.execline import Word, argv_of

_COMMAND = lazily(r"(?<![\w./-])(?P<line>docker(?:[ \t]+|-)compose[ \t](?:[^\\\r\n`|;&<>#\"']|\\(?:\r\n|\r|\n))*)")
#: Those that take services, and those whose first word alone is one.
_LISTING = frozenset("build create kill logs pause pull push restart rm start stop top unpause up".split())
_FIRST = frozenset(("exec", "run", "port"))
#: Options with a value in a word of its own.
_VALUED = frozenset(
    """-f --file -p --project-name --profile --env-file --project-directory --ansi --parallel --progress -n --tail --since --until --scale -t --timeout --wait-timeout
    -e --env -u --user -w --workdir --index --name --entrypoint -v --volume --publish --exit-code-from --pull --attach --no-attach -s --signal --policy
    --protocol --build-arg""".split()
)
_NAME = lazily(r"(?=[^a-z]*[a-z])[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?")
#: `up -d starts Postgres`: no name of a service has capitals.
_SAID = lazily(r"[A-Z][a-z]+[.,]?$")
#: `# kill the command docker compose up`, and no prompt.
_REMARK, _NEAR = lazily(r"(?:^|\s)#[^\n#]*\w[^\n#]*$"), 200
#: What stands for a name.
BLANK = lazily(
    r"(?:your|my|the)[-_].*|.*[-_]name|(?:service|container|app)s?(?:[-_]?\d)?|name|foo|bar|xxx+|all|and|or|to|with|the|if|on|for|in|will|not|is|are|was|does|should|would|can"
)


class Named(NamedTuple):
    """A service, with its place in the text, and the files that the command gives with a colon between, "" for none."""

    name: str
    start: int
    end: int
    file: str


def named(text: str) -> Iterator[Named]:
    """Every service that a command of the text names, blanks left out."""
    for match in _COMMAND.finditer(text) if "compose" in text else ():
        if "#" in text and _REMARK.search(text, max(0, match.start() - _NEAR), match.start()):
            continue
        argv = argv_of(match["line"])
        words = argv[2 if argv[:1] and argv[0].text == "docker" else 1 :]
        yield from _of(words, match.start("line"))


def _of(words: list[Word], offset: int) -> Iterator[Named]:
    command = before = ""
    files: list[str] = []
    found: list[Named] = []
    for word in words:
        option, before = before, word.text
        if option in _VALUED and not (command and option == "-f"):  # behind the command, no file but force, follow
            files += [word.text] if option in ("-f", "--file") else ()
        elif word.text.startswith("-"):
            files += [word.text.removeprefix("--file=")] if word.text.startswith("--file=") else ()
        elif not command:
            command = word.text
            if command not in _LISTING | _FIRST:
                return
        elif not _NAME.fullmatch(word.text) or BLANK.fullmatch(word.text):
            yield from () if _SAID.match(word.text) else found
            return  # a blank, or a sentence that goes on
        else:
            start, end = word.place(0, len(word.text))
            found.append(Named(word.text, offset + start, offset + end, ":".join(files)))
            if command in _FIRST:
                break
    yield from found
