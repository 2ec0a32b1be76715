"""UTF-8 that somebody read as Windows-1252 (or Latin-1) and saved again: `â†’` for an arrow, `Ã©` for é.

Such text is found by going back: characters that are bytes of Windows-1252 and make well-formed UTF-8 together. That
alone is not enough, since ordinary text can do the same by chance (« arrivé…» has the three bytes of a Chinese
character). So a sequence counts only where what comes out is likelier than what stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from consistency.model.pattern import lazily

#: Windows-1252's characters beyond ASCII to their bytes; the five that it leaves undefined go through as controls.
_BYTE = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTE |= {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_TABLE = {ord(character): byte for character, byte in _BYTE.items()}
_TAIL = "".join(re.escape(character) for character, byte in _BYTE.items() if byte < 0xC0)


_TAIL = f"[{_TAIL}]"
#: One UTF-8 sequence as it looks when misread.
_ONE = f"(?:[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{_TAIL}|[\u00f0-\u00f4]{_TAIL}{_TAIL}{_TAIL})"
_RUN = lazily(rf"{_ONE}+|â€(?!{_TAIL})")
_LEAD = lazily("[\u00c2-\u00f4]")
_CONTROL = lazily("[\u0080-\u009f]")
#: What may follow a letter at a word's end: quotes, dashes, dots, a no-break space, an exponent.
_PUNCTUATION = frozenset("“”„‘’‚…–—•·«»‹›°™\u00a0²³")
_QUOTES = frozenset("“”„‘’‚«»‹›\"'([*_`")
_DEPTH = 4


def garbled(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what it probably was) of every garbled run, in order."""
    for run, start, end in _runs(text):
        if run == "â€":  # the third byte of a closing quote is undefined and often gets lost
            yield start, end, "”"
            continue
        fixed = _decoded(run)
        if fixed is None:
            continue
        if _certain(run, fixed) or _in_place(run, text[start - 1 : start], text[end : end + 1]):
            likely = _again(fixed)
            if not _CONTROL.search(likely):
                yield start, end, likely


def _runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Every run that could be misread UTF-8: looked for by its first character alone, which is faster."""
    at = 0
    while lead := _LEAD.search(text, at):
        found = _RUN.match(text, lead.start())
        at = found.end() if found else lead.end()
        if found:
            yield found[0], lead.start(), at


def _decoded(run: str) -> str | None:
    try:
        return bytes(run.translate(_TABLE), "latin-1").decode()
    except UnicodeError:
        return None


def _again(text: str) -> str:
    """Text that went through the mangle twice, or more often."""
    for _ in range(_DEPTH):
        better = _RUN.sub(lambda found: _decoded(found[0]) or found[0], text)
        if better == text:
            break
        text = better
    return text


def _certain(run: str, fixed: str) -> bool:
    """No text has these by chance: control characters, signs and emoji, or two letters and more of one script."""
    if _CONTROL.search(run) or any(_sign(character) for character in fixed):
        return True
    letters = [character for character in fixed if ord(character) > 0x17F]
    return len(letters) > 1 and len({_script(character) for character in letters}) == 1


def _sign(character: str) -> bool:
    code = ord(character)
    if code in (0xFEFF, 0xFE0F, 0xFFFD):
        return True
    return (0x2010 <= code <= 0x2BFF or code >= 0x1F000) and unicodedata.category(character)[0] in "PSN"


def _script(character: str) -> str:
    return unicodedata.name(character, "?").partition(" ")[0]


def _in_place(run: str, before: str, after: str) -> bool:
    """Is a run a letter or sign of Latin script, gone wrong?

    A capital in the middle of a word, before something that is no letter, does not occur in ordinary text. At a word's
    end it does, and alone: “IRMÃ”, JÄ…, 10 Å², «olá»….
    """
    if len(run) == 3:
        return run.startswith("áº") or (run.startswith("á»") and after.isalpha())
    if any(character not in "ÂÃÄÅ" for character in run[::2]):
        return False
    if len(run) > 2 or before.islower() or after.isalpha():
        return True
    if run[0] in "ÂÃ" and run[1] not in _PUNCTUATION:
        return True
    return run[0] in "ÂÃ" and run[1] != "…" and not before.isupper() and before not in _QUOTES
