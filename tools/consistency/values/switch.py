"""Settings by which a program's whole login is switched on or off: `WEBUI_AUTH=false`, `SONARR__AUTH__METHOD: None`."""

from __future__ import annotations

from consistency.model.pattern import lazily

_OFF, _ON = frozenset(("false", "0", "off", "no")), frozenset(("true", "1"))
_NOT_ITS = "NO|NOT|DISABLE|SKIP|SMTP|MAIL|EMAIL|LDAP|REDIS|DB|PROXY"
_ASKING = lazily(
    rf"(?!(?:[A-Z0-9]+_)*(?:{_NOT_ITS}|OAUTH|OAUTH2|ANONYMOUS|BASIC|SASL|TLS|CLIENT|REGISTRATION|SIGNUP)_)"
    r"(?:[A-Z0-9]+_){0,3}(?:AUTH|AUTHENTICATION|LOGIN)(?:_ENABLED?|_REQUIRED)?"
)
_REQUIRING = lazily(
    rf"(?!(?:[A-Z0-9]+_)*(?:{_NOT_ITS})_)(?:[A-Z0-9]+_)*(?:REQUIRE_(?:AUTH|TOKEN|API_?KEY|LOGIN)|(?:AUTH|TOKEN|API_?KEY|LOGIN)_REQUIRED)"
)
#: In which way it asks for one, if in any: https://wiki.servarr.com has `APP__AUTH__METHOD`.
_WAY = lazily(r"(?:[A-Z0-9]+__)?AUTH_{1,2}(?:METHOD|MODE)")
_NO_WAY = frozenset(("none", "disabled", "off", "noauth", "no-auth"))
_WAYS = frozenset("forms basic external jwt token password oidc oauth2 apikey api_key api-key".split())


def login(key: str, value: str) -> str:
    """What a setting says of its program: "required", "none", or "" for one that says nothing of it."""
    said = value.strip(" \"'").lower()
    if (_ASKING.fullmatch(key) and said in _OFF) or (_WAY.fullmatch(key) and said in _NO_WAY):
        return "none"
    if (_REQUIRING.fullmatch(key) and said in _ON) or (_WAY.fullmatch(key) and said in _WAYS):
        return "required"
    return ""
