"""The facets containers, kubernetes and tailscale: what makes a port reachable without a socket of its own."""

from __future__ import annotations

from consistency.evidence.bundle import Bundle
from consistency.evidence.observe.seen import About, Seen, complaint, failed
from consistency.evidence.parse.containers import ids, parse_inspect
from consistency.evidence.parse.kubernetes import parse_services
from consistency.evidence.parse.tailscale import parse_serve
from consistency.evidence.record import Container, Coverage, Serve, Service
from consistency.evidence.redact import redact_text

_RUNTIMES = ("docker", "podman")
_RUNTIME_PLACES = ("docker", "containerd", "crio", "podman", "OrbStack")
_NODE_PLACES = ("kubelet", "rancher", "microk8s", "k0s")


def containers(bundle: Bundle, about: About) -> Seen[Container]:
    """Containers of every runtime that answered. A host with neither program nor socket of one has none."""
    sections = {name: section for name in _RUNTIMES if (section := bundle.get(name))}
    if not sections:
        found = [place for place in about.places if place.startswith(("/run", "/var/run", "/App"))]
        places = [place for place in found if any(word in place for word in _RUNTIME_PLACES)]
        if not about.told or places:
            return Seen(Coverage("containers", "not-run", without=tuple(sorted(places)) or ("containers",)))
        return Seen(
            Coverage("containers", "complete", covers="no container runtime: neither docker nor podman nor a socket")
        )
    facts: list[Container] = []
    left: list[str] = []
    without: list[str] = []
    rc = 0
    for name, section in sections.items():
        if section.rc != 0:
            without.append(f"{name}: {complaint(section)}")
            rc = section.rc
            continue
        parsed = parse_inspect(section.out, name)
        facts += parsed.facts
        left += (redact_text(row).text for row in parsed.leftovers)
        without += ["containers of other users"] if name == "podman" and not about.root else []
    without += ["lines not understood"] if left else []
    state = "failed" if all(section.rc for section in sections.values()) else "partial" if without else "complete"
    by = ", ".join(f"{name} inspect" for name in sections)
    facts.sort(key=lambda one: (one.runtime, one.name))
    return Seen(Coverage("containers", state, by, rc=rc, without=tuple(without)), tuple(facts), tuple(left))


def container_names(bundle: Bundle) -> dict[str, str]:
    """The first 12 digits of a container's id, and its name."""
    return {key: name for runtime in _RUNTIMES if (one := bundle.get(runtime)) for key, name in ids(one.out).items()}


def kubernetes(bundle: Bundle, about: About) -> Seen[Service]:
    """Services that kubectl shows. A host that is no node has no NodePort, whatever kubectl says of some cluster."""
    section = bundle.get("kubectl")
    node = any(word in place for place in about.places for word in _NODE_PLACES)
    by = "kubectl get services" if section else ""
    if section is not None and section.rc == 0:
        parsed = parse_services(section.out)
        state = "partial" if parsed.leftovers else "complete"
        covers = "services of the cluster" + ("" if node else "; this host is no node of it")
        left = tuple(redact_text(row).text for row in parsed.leftovers)
        return Seen(Coverage("kubernetes", state, by, covers, 0), parsed.facts, left)
    if about.told and not node:
        covers = "this host is no Kubernetes node" + ("; kubectl reached no cluster" if section else "")
        return Seen(Coverage("kubernetes", "complete", by, covers, section.rc if section else None))
    return Seen(
        failed("kubernetes", by, section) if section else Coverage("kubernetes", "not-run", without=("services",))
    )


def tailscale(bundle: Bundle, about: About) -> Seen[Serve]:
    """Entries of tailscale serve. A host with neither program nor socket of tailscale has none."""
    section = bundle.get("tailscale")
    by = "tailscale serve status"
    if section is None:
        there = any("ailscale" in place for place in about.places)
        if about.told and not there:
            return Seen(Coverage("tailscale", "complete", covers="no tailscale: neither program nor socket"))
        return Seen(Coverage("tailscale", "not-run", without=("tailscale serve",)))
    if section.rc != 0:
        return Seen(failed("tailscale", by, section))
    parsed = parse_serve(section.out)
    left = tuple(redact_text(row).text for row in parsed.leftovers)
    state = "partial" if left else "complete"
    return Seen(
        Coverage("tailscale", state, by, rc=0, without=("lines not understood",) if left else ()), parsed.facts, left
    )
