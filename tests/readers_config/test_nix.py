"""What NixOS modules say of ports and addresses, without evaluating anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistency.readers.config.kinds import kind_of, read
from consistency.readers.config.nix import leaves

MODULE = """\
{ config, pkgs, lib, ... }: # a machine
let
  port = 9999;
in {
  services.grafana = {
    enable = true;
    settings.server = { http_addr = "127.0.0.1"; http_port = 3030; };
    settings.database = { host = "10.0.0.9"; port = 5432; };
  };
  services.minio.listenAddress = "10.0.0.9:9000";
  services.atuin = { enable = true; port = lib.mkDefault 8889; };
  services.vaultwarden.config.ROCKET_PORT = 8222;
  services.prometheus.exporters.node = { enable = true; port = 9100; };
  services.jellyfin.enable = true;
  services.other.port = config.services.atuin.port;
  services.some.script = ''
    port = 1; '''quoted''' {
  '';
  virtualisation.oci-containers.containers."relay" = {
    image = "acme/relay";
    ports = [ "127.0.0.1:8080:80" "9000:9000/udp" ];
  };
  services.nginx.virtualHosts."graphs.example.org" = {
    forceSSL = true;
    locations."/".proxyPass = "http://127.0.0.1:3030";
  };
  services.caddy = {
    enable = true;
    virtualHosts."wiki.example.org".extraConfig = ''
      encode gzip
      reverse_proxy 127.0.0.1:3031
    '';
    virtualHosts."example.org".extraConfig = "respond 404";
  };
  networking.firewall.allowedTCPPorts = [ 22 80 ];
}
"""


def said(text: str) -> set[tuple[str, str, str, str]]:
    claims = read("configuration.nix", text).claims
    return {(c.service, c.attribute, c.value, c.namespace) for c in claims if c.attribute not in ("call", "asked")}


def test_services_containers_and_sites_are_read() -> None:
    assert kind_of("hosts/barge/configuration.nix", "") == "nix"
    assert said(MODULE) == {
        ("grafana", "port", "3030", "host"),
        ("grafana", "bind", "127.0.0.1", "host"),
        ("minio", "port", "9000", "host"),
        ("minio", "bind", "10.0.0.9", "host"),
        ("atuin", "port", "8889", "host"),
        ("vaultwarden", "port", "8222", "host"),
        ("node-exporter", "port", "9100", "host"),
        ("relay", "port", "8080", "host"),
        ("relay", "bind", "127.0.0.1", "host"),
        ("relay", "port", "80", "container"),
        ("relay", "port", "9000", "host"),
        ("relay", "bind", "0.0.0.0", "host"),
        ("relay", "port", "9000", "container"),
        ("graphs", "port", "3030", "host"),
        ("graphs", "domain", "graphs.example.org", "host"),
        ("graphs", "exposure", "public", "host"),
        ("wiki", "port", "3031", "host"),
        ("wiki", "domain", "wiki.example.org", "host"),
        ("wiki", "exposure", "public", "host"),
    }


def test_the_machine_is_the_folders() -> None:
    claims = read("hosts/barge/default.nix", "{ services.atuin.port = 8889; }").claims
    assert [(c.service, c.value, c.host) for c in claims] == [("atuin", "8889", "barge")]


@pytest.mark.parametrize(
    "text",
    ["{ services.a.port = 1", "}}}", "services.a.port = ;", '{ services.a.port = "', "{ a = [ ; }", "/* {", "''"],
)
def test_half_a_module_is_no_trouble(text: str) -> None:
    assert said(text) == set()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"{}[]=;:,.()#\"' \n", "''", "services", "a", "port", "80", "/*", "*/", "\\"]), max_size=40
    )
)
def test_every_leaf_stands_where_it_says(words: list[str]) -> None:
    text = "".join(words)
    for leaf in leaves(text):
        assert text[leaf.value.start : leaf.value.start + len(leaf.value.text)] == leaf.value.text
        assert leaf.path
