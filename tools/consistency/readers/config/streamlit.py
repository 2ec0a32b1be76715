"""Streamlit's settings: where the app of the folder is served.

Format: https://docs.streamlit.io/develop/api-reference/configuration/config.toml
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim, Reading
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.tomlnodes import read_toml
from consistency.values.address import is_address


def read_streamlit(sheet: Sheet) -> Reading:
    """The port and the address, by the program's own name: pages call an app of it so."""
    stream = read_toml(sheet)
    return Reading((*stream.problems, *(claim for root in stream.roots for claim in _served(sheet, root))))


def _served(sheet: Sheet, root: Node) -> Iterator[Claim]:
    port, bind = root.get("server", "port"), root.get("server", "address")
    if port is not None and port.kind == "scalar":
        for number in numbers(port.text):
            yield sheet.claim("port", str(number), *port.own(), service="Streamlit", port=number)
    if bind is not None and is_address(bind.text):
        yield sheet.claim("bind", bind.text, *bind.own(), service="Streamlit")
