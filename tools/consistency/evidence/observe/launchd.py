"""The facet units on macOS: plists on disk, and jobs as launchd has them loaded."""

from __future__ import annotations

from consistency.evidence.binds import binds, is_setting
from consistency.evidence.bundle import Bundle
from consistency.evidence.observe.seen import Seen, failed
from consistency.evidence.parse.launchd import Job, parse_list, parse_plist, parse_print, plists
from consistency.evidence.record import Coverage, Unit
from consistency.evidence.redact import redact_argv, redact_setting


def jobs(bundle: Bundle) -> Seen[Unit]:
    """Every job that has a plist, or is loaded and not Apple's. Partial always: other users' jobs are not shown."""
    section = bundle.get("launchctl-list")
    states = {job.label: job.state for job in parse_list(section.out).facts} if section else {}
    loaded = {label: parse_print(one.out) for label, one in bundle.under("launchctl-print").items()}
    on_disk = bundle.get("plists")
    found = [(path, parse_plist(body)) for path, body in plists(on_disk.out)] if on_disk else []
    if section is None and on_disk is None:
        return Seen(failed("units", "launchctl list, plutil", section))
    facts: list[Unit] = []
    secrets: list[str] = []
    where: list[str] = []
    broken = sum(job is None for _, job in found)
    for path, job in found:
        if job is not None:
            unit, taken = _unit(job, path, loaded.get(job.label), states.get(job.label, ""))
            facts.append(unit)
            secrets += taken
            where += [job.label] if taken else []
    without = ["jobs of other users", *([f"{broken} plists that could not be read"] if broken else [])]
    coverage = Coverage("units", "partial", "launchctl, plutil", "jobs with a plist", 0, tuple(without))
    return Seen(coverage, tuple(sorted(facts, key=lambda unit: unit.unit)), (), tuple(secrets), tuple(where))


def _unit(job: Job, path: str, loaded: Job | None, state: str) -> tuple[Unit, tuple[str, ...]]:
    """What is loaded counts; a file that says otherwise is stale."""
    now = loaded if loaded and loaded.argv else job
    kept, secrets = redact_argv(now.argv)
    settings = {name: redact_setting(name, value) for name, value in now.env if is_setting(name)}
    state = (loaded.state if loaded else "") or state
    unit = Unit(
        unit=job.label,
        manager="launchd",
        active="active" if state == "running" else "inactive",
        sub=state,
        files=(path,),
        argv=kept,
        env=tuple(f"{name}={value.text}" for name, value in sorted(settings.items())),
        binds=binds(now.argv, dict(now.env)),
        listens=job.sockets,
        stale="file differs from what is loaded" if now.argv != job.argv else "",
    )
    return unit, (*secrets, *(secret for value in settings.values() for secret in value.secrets))
