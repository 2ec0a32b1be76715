"""Spring Boot's settings, and settings whose keys name a service."""

from __future__ import annotations

from collections.abc import Callable

Said = Callable[..., list[str]]

YAML = """\
    server:
      port: 8002
    spring:
      application:
        name: billing
      datasource:
        url: jdbc:postgresql://localhost:5432/billing
    """


def test_the_server_port_is_the_applications(said: Said) -> None:
    assert said("services/x/src/main/resources/application.yml", YAML) == ["2:9-13 port=8002 billing"]


def test_properties_and_a_default(said: Said) -> None:
    text = "spring.datasource.url=jdbc:mysql://db:3306/x\nserver.port=${PORT:8081}\n"
    assert said("services/orders/src/main/resources/application.properties", text) == ["2:20-24 port=8081 orders"]


def test_without_a_name_and_a_directory_nobody_is_meant(said: Said) -> None:
    assert said("application.yml", "server:\n  port: 8080\n") == []


def test_settings_of_several_services(said: Said) -> None:
    text = "pgbouncer_listen_port: 6433\npostgresql_port: 5432\nredis_maxmemory: 2048mb\n"
    lines = [line for line in said("group_vars/db.yml", text) if " variable " not in line]
    assert lines == ["1:24-28 port=6433 pgbouncer", "2:18-22 port=5432 postgresql"]


def test_a_database_that_is_called_is_no_service_of_the_list(said: Said) -> None:
    text = "services:\n  api: {port: 8000, url: 'http://localhost:8000'}\n  store: {port: 8001, url: 'postgresql://localhost:5432/x'}\n"
    assert not any("5432" in line for line in said("services.yml", text))
