"""The port map and the allocated ranges, as HTML."""

from __future__ import annotations

from itertools import groupby

from consistency.report import words
from consistency.report.element import Html, element, joined
from consistency.report.evidence import Age, told
from consistency.report.portmap import Allocation, Slot

STATES = {
    "conflict": "documents disagree",
    "drift": "evidence says otherwise",
    "observed": "observed, in no registry",
    "agreed": "documents and evidence agree",
    "documented": "documented, not observed",
    "answered": "answered in the ledger",
    "planned": "planned",
    "retired": "retired",
}


def port_map(slots: list[Slot], ages: list[Age], anchors: dict[str, str]) -> Html:
    """A row a host, a tile a port; `anchors` are the services' sections by key."""
    known = {age.host: age for age in ages}
    present = [state for state in STATES if any(slot.state == state for slot in slots)]
    legend = [element("li", element("i", class_=f"swatch {state}"), STATES[state]) for state in present]
    rows = [
        _row(host, list(group), known.get(host), anchors)
        for host, group in groupby(sorted(slots, key=lambda slot: (not slot.host, slot.host, slot.port)), _host)
    ]
    if not rows:
        return element("p", "No port of a host was read.", class_="none")
    return joined([element("ul", *legend, class_="legend"), element("div", *rows, class_="map")])


def _host(slot: Slot) -> str:
    return slot.host


def _row(host: str, slots: list[Slot], age: Age | None, anchors: dict[str, str]) -> Html:
    troubled = sum(slot.state in ("conflict", "drift") for slot in slots)
    count = words.count(len(slots), "port") + (f", {troubled} in question" if troubled else "")
    seen = told(age) if age else "" if not host else "never observed"
    title = element(
        "header",
        element("h3", host or "No host named"),
        element("p", count),
        element(
            "p", f"Evidence: {seen}" if age and age.day else seen, class_="age" if age and age.day else "age unseen"
        ),
    )
    tiles = [_tile(slot, anchors) for slot in slots]
    return element("section", title, element("ul", *tiles, class_="tiles"), class_="host", data_host=host)


def _tile(slot: Slot, anchors: dict[str, str]) -> Html:
    names = [name or "unnamed" for _, name in slot.services]
    documented = sorted({value for value, role in slot.binds if role != "evidence"})
    observed = sorted({value for value, role in slot.binds if role == "evidence"})
    two = bool(documented and observed and documented != observed)
    if two:
        bind = joined([
            element("span", element("i", "said "), " ".join(documented)),
            element("span", element("i", "seen "), " ".join(observed)),
        ])  # fmt: skip
    else:
        bind = joined([" ".join(documented or observed)])
    target = next((anchors[key] for key, _ in slot.services if key in anchors), "")
    inner = joined([
        element("strong", str(slot.port)),
        element("span", " · ".join(names), class_="name"),
        element("span", bind, class_="bind two" if two else "bind"),
    ])  # fmt: skip
    tip = f"{slot.port} {', '.join(names)}: {STATES[slot.state]}" + f", {slot.observed_on}" * bool(slot.observed_on)
    body = element("a", inner, href=f"#{target}", title=tip) if target else element("span", inner, title=tip)
    search = " ".join([str(slot.port), *names, slot.host, *documented, *observed]).casefold()
    return element("li", body, class_=f"tile {slot.state}", data_text=search, data_host=slot.host, data_port=slot.state)


def ranges(allocations: list[Allocation]) -> Html:
    """A bar a range: what is used, what is free, what belongs to it and lies outside."""
    rows = [_range(item) for item in allocations]
    head = element("tr", *[element("th", title, scope="col") for title in ("Range", "For", "Used", "Free", "")])
    return element("table", element("thead", head), element("tbody", *rows), class_="ranges")


def _range(item: Allocation) -> Html:
    size = item.high - item.low + 1
    span = f"{item.low}–{item.high}" if size > 1 else str(item.low)
    gaps = [f"{low}–{high}" if high > low else str(low) for low, high in item.free]
    free = ", ".join(gaps[:3]) + (f" and {len(gaps) - 3} more" if len(gaps) > 3 else "") or "nothing"
    outside = ", ".join(map(str, item.outside))
    note = element("span", f"outside: {outside}", class_="outside") if outside else Html("")
    search = f"{span} {item.name} {outside}".casefold()
    return element(
        "tr",
        element("td", span, class_="number", title=item.place),
        element("td", item.name or "—", *([" ", note] if outside else [])),
        element("td", f"{len(item.used)} of {size:,}", class_="number"),
        element("td", free, class_="number free"),
        element("td", _bar(item, size), class_="strip"),
        data_text=search,
    )


def _bar(item: Allocation, size: int) -> Html:
    """A strip of a thousand units; a used port is a mark at its place, never thinner than the eye can see."""
    width = max(1000 // size, 6)
    marks = [
        element(
            "rect", x=min((port - item.low) * 1000 // size, 1000 - width), y=0, width=width, height=20, class_="used"
        )
        for port in item.used
    ]
    label = f"{len(item.used)} of {size} used"
    ground = element("rect", x=0, y=0, width=1000, height=20, class_="ground")
    return element(
        "svg", ground, *marks, viewBox="0 0 1000 20", preserveAspectRatio="none", role="img", aria_label=label
    )
