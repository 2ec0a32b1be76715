"""The reader of each kind of config, in one literal table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consistency.model.claim import Reading
from consistency.readers.config.ansible import read_ansible
from consistency.readers.config.apache import read_apache
from consistency.readers.config.assignment import variables
from consistency.readers.config.caddy import read_caddy
from consistency.readers.config.compose import read_compose
from consistency.readers.config.defaults import read_defaults
from consistency.readers.config.devserver import read_devserver
from consistency.readers.config.dockerfile import read_dockerfile
from consistency.readers.config.docsite import read_docsite
from consistency.readers.config.envfile import read_env
from consistency.readers.config.forge import read_forge
from consistency.readers.config.grafana import read_grafana
from consistency.readers.config.gunicorn import read_gunicorn
from consistency.readers.config.haproxy import read_haproxy
from consistency.readers.config.helm import read_helm
from consistency.readers.config.inventory import read_inventory
from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.keys import shipped
from consistency.readers.config.kubernetes import read_kubernetes
from consistency.readers.config.launchd import read_launchd
from consistency.readers.config.mosquitto import read_mosquitto
from consistency.readers.config.nginx import read_nginx
from consistency.readers.config.nix import read_nix
from consistency.readers.config.nomad import read_nomad
from consistency.readers.config.pm2 import read_pm2, read_tilt
from consistency.readers.config.prometheus import read_prometheus
from consistency.readers.config.pve import read_pve
from consistency.readers.config.registry import read_registry
from consistency.readers.config.router import read_router
from consistency.readers.config.runs import read_runs
from consistency.readers.config.sampled import of_tree
from consistency.readers.config.scripts import read_package, read_procfile
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.spring import read_spring
from consistency.readers.config.sshd import read_sshd
from consistency.readers.config.storesettings import read_store
from consistency.readers.config.streamlit import read_streamlit
from consistency.readers.config.supervised import read_processes, read_supervisor
from consistency.readers.config.systemd import read_systemd
from consistency.readers.config.terraform import read_terraform
from consistency.readers.config.tomlnodes import read_toml
from consistency.readers.config.traefik import read_traefik
from consistency.readers.config.tunnel import read_tunnel
from consistency.readers.config.wireguard import read_wireguard
from consistency.readers.config.yamlnodes import Stream, read_yaml
from consistency.readers.config.zone import read_hosts, read_zone

#: A sheet, and the texts of the files beside it by path, the most telling first.
Reader = Callable[[Sheet, Mapping[str, str]], Reading]


def _compose(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    values: dict[str, str] = {}
    folder = sheet.file.rpartition("/")[0]
    beside = {path: text for path, text in siblings.items() if path.rpartition("/")[0] == folder}
    readme = next((text for path, text in beside.items() if path.lower().endswith(".md")), "")
    for path, text in reversed(list(siblings.items())):
        if "env" in path.rpartition("/")[2]:
            values |= {item.name: item.value for item in variables(text)}
    others = (text for path, text in beside.items() if not path.lower().endswith(".md") and path != sheet.file)
    return read_compose(sheet, values, readme, "\n".join(others))


def _tree(sheet: Sheet, stream: Stream) -> Reading:
    reading = read_registry(sheet, stream)
    return reading._replace(claims=(*reading.claims, *shipped(sheet, stream.roots), *of_tree(sheet, stream.roots)))


READERS: Mapping[str, Reader] = {
    "compose": _compose,
    "env": lambda sheet, _: read_env(sheet),
    "caddy": lambda sheet, _: read_caddy(sheet),
    "systemd": read_systemd,
    "launchd": lambda sheet, _: read_launchd(sheet),
    "inventory": lambda sheet, _: read_inventory(sheet),
    "dockerfile": lambda sheet, _: read_dockerfile(sheet),
    "apache": lambda sheet, _: read_apache(sheet),
    "nginx": lambda sheet, _: read_nginx(sheet),
    "haproxy": lambda sheet, _: read_haproxy(sheet),
    "router": lambda sheet, _: read_router(sheet),
    "kubernetes": lambda sheet, _: read_kubernetes(sheet),
    "tunnel": lambda sheet, _: read_tunnel(sheet),
    "traefik": lambda sheet, _: read_traefik(sheet),
    "prometheus": lambda sheet, _: read_prometheus(sheet),
    "ansible": read_ansible,
    "zone": lambda sheet, _: read_zone(sheet),
    "hosts": lambda sheet, _: read_hosts(sheet),
    "nomad": lambda sheet, _: read_nomad(sheet),
    "terraform": lambda sheet, _: read_terraform(sheet),
    "nix": lambda sheet, _: read_nix(sheet),
    "package": lambda sheet, _: read_package(sheet),
    "devserver": read_devserver,
    "supervisor": read_supervisor,
    "processes": lambda sheet, _: read_processes(sheet),
    "pm2": read_pm2,
    "tilt": lambda sheet, _: read_tilt(sheet),
    "gunicorn": read_gunicorn,
    "mosquitto": read_mosquitto,
    "wireguard": read_wireguard,
    "store": read_store,
    "sshd": lambda sheet, _: read_sshd(sheet),
    "forge": lambda sheet, _: read_forge(sheet),
    "pve": lambda sheet, _: read_pve(sheet),
    "procfile": lambda sheet, _: read_procfile(sheet),
    "script": lambda sheet, _: read_runs(sheet),
    "spring": lambda sheet, _: read_spring(sheet),
    "properties": lambda _sheet, _: Reading(),  # whom they call, as in any file
    "conf": lambda _sheet, _: Reading(),  # the same, of whatever program
    "nft": lambda _sheet, _: Reading(),  # addresses beside names, as in any file
    "grafana": read_grafana,
    "helm": read_helm,
    "docsite": lambda sheet, _: read_docsite(sheet),
    "streamlit": lambda sheet, _: read_streamlit(sheet),
    "settings": lambda sheet, _: read_defaults(sheet),
    "json": lambda sheet, _: _tree(sheet, read_json(sheet)),
    "toml": lambda sheet, _: _tree(sheet, read_toml(sheet)),
    "yaml": lambda sheet, _: _tree(sheet, read_yaml(sheet)),
}
