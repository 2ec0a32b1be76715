"""Files of settings that pages show by their names, `.env`, `config.yaml`, and those that a repository brings along as their samples."""

from __future__ import annotations

from consistency.model.pattern import lazily

#: What every env file is called in plain.
ENV = ".env"
_SAMPLES = r"(?:example|sample|template|dist|default)"
#: `.env.example`, `env.sample`, `config.yaml`, `config.example.toml`, `settings.json.dist`.
_FILE = lazily(
    rf"(?P<env>\.?env(?:\.{_SAMPLES})?)|(?:{_SAMPLES}[._-])?(?P<stem>(?:[a-z]\w*[._-])?(?:config|settings))(?:[._-]{_SAMPLES})?"
    rf"\.(?P<kind>ya?ml|toml|json)(?:\.{_SAMPLES})?"
)
_NAMED = lazily(
    r"(?<![\w./-])(?:[\w.~-]+/)*(?P<name>\.env(?:\.\w+)?|[\w.-]*(?:config|settings)[\w.-]*\.(?:ya?ml|toml|json))(?![\w/-])"
)


def plain(name: str) -> str:
    """`config.yaml` for `config.example.yaml`, `.env` for `.env.example`; "" for what is no such file."""
    match = _FILE.fullmatch(name.lower())
    if match is None:
        return ""
    return ENV if match["env"] else f"{match['stem']}.{match['kind'].replace('yml', 'yaml')}"


def shown(text: str) -> str:
    """The one such file that a text names, in plain; "" for none or several."""
    names = {plain(match["name"]) for match in _NAMED.finditer(text)}
    return names.pop() if len(names) == 1 else ""
