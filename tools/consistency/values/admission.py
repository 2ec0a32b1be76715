"""Settings that let people in or keep them out, by their names: `SIGNUPS_ALLOWED`, `enable_registration`, `api.insecure`."""

from __future__ import annotations

import re

from consistency.model.pattern import lazily

_DOOR = lazily(
    r"(?:^|[_.-])(?:sign[_-]?ups?|registrations?|register|anonymous|guests?|auth|authentication|login|insecure)(?:$|[_.-])",
    re.IGNORECASE,
)
#: What is registered is somebody who uses the program, and no device, domain or image.
_SIGN_UPS = lazily(
    r"(?!(?:[a-z0-9]+[_.-])*(?:oauth2?|social\w*|ldap|saml|oidc|sso|google|github|generic|e?mail|phone|block|hide|prevent|require\w*|invit\w*|device|bot|domain|team|org\w*)[_.-])"
    r"(?:[a-z0-9]+[_.-]){0,3}?(?P<keeps>(?:disable|no|close)[_.-])?(?:(?:enable|allow|open)[_.-])?(?:user[_.-]|self[_.-]|public[_.-])?(?:sign[_-]?ups?|registrations?)"
    r"(?:[_.-](?:allowed|enabled?|open|(?P<kept>disabled|closed)))?",
    re.IGNORECASE,
)
#: What any program may call its own setting.
_ANYBODYS = lazily(
    r"(?:(?:enable|disable|require|use|allow|skip|no|is)[_.-]?)?(?:auth|authentication|login|anonymous|insecure|guests?)(?:[_.-](?:enabled?|disabled?|required?|mode|on|off|allowed))?",
    re.IGNORECASE,
)
_LONGEST = 80
_ON, _OFF = frozenset(("true", "1", "yes", "on")), frozenset(("false", "0", "no", "off"))


def is_door(key: str) -> bool:
    """Whether a setting is about who gets in, and has a name that other programs do not have for theirs."""
    return len(key) <= _LONGEST and _DOOR.search(key) is not None and _ANYBODYS.fullmatch(key) is None


def state(value: str) -> str:
    """`on`, `off`, or "" for what is neither."""
    said = value.strip(" \"'").lower()
    return "on" if said in _ON else "off" if said in _OFF else ""


def sign_ups(key: str, value: str) -> str:
    """Whether people make themselves an account: "open", "closed", or "" for a setting that says nothing of it."""
    match, said = _SIGN_UPS.fullmatch(key), state(value)
    if match is None or not said:
        return ""
    return "open" if (said == "on") is not bool(match["keeps"] or match["kept"]) else "closed"
