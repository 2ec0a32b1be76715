"""How the tests of config readers look at a reading."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

import pytest

from consistency.model.claim import Claim, Reading
from consistency.readers.config.kinds import read

Said = Callable[..., list[str]]


def shown(claim: Claim) -> str:
    """`line:column-end attribute=value service@host:port namespace` with what else is set, empty fields left out."""
    words = [f"{claim.line}:{claim.column}-{claim.end_column}", f"{claim.attribute}={claim.value}"]
    words += [claim.service] if claim.service else []
    words += [f"@{claim.host}"] if claim.host else []
    words += [claim.namespace] if claim.namespace != "host" else []
    words += [claim.protocol] if claim.protocol not in ("", "tcp") else []
    words += [f"as {word}" for word in claim.source.split(" ")[1:]]
    words += [f"part={claim.part}"] if claim.part else []
    words += [f"scope={claim.scope}"] if claim.scope else []
    words += [claim.modality] if claim.modality != "stated" else []
    return " ".join(words)


@pytest.fixture
def said() -> Said:
    def run(path: str, text: str, *attributes: str, siblings: Mapping[str, str] | None = None) -> list[str]:
        """The claims of these attributes (or all but gates and what is asked for), in the order of their places.

        Without what containers find in their networks, and who binds a port: see A129 and A131.
        """
        reading: Reading = read(path, textwrap.dedent(text), siblings)
        claims = [
            claim
            for claim in reading.claims
            if (claim.attribute in attributes or (not attributes and claim.attribute not in ("gate", "asked")))
            and not claim.service.endswith(" in its network")
            and not claim.service.startswith("whoever binds ")
        ]
        return [shown(claim) for claim in sorted(claims, key=lambda c: (c.line, c.column, c.attribute))]

    return run
