"""Commands in scripts, package.json and Procfiles, and what they make listen."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.config.kinds import read

Said = Callable[..., list[str]]


def test_a_named_run_publishes_its_ports(said: Said) -> None:
    text = """\
        #!/bin/bash
        PORT=8090
        docker rm -f feeds || true
        docker run -d --name feeds \\
          -p 127.0.0.1:8070:8080 -p $PORT:9000 \\
          acme/feeds:latest --port 8080 && docker run --rm -p 1:2 other
        docker run --rm -p 15432:5432 postgres
        docker run --rm --name postgres -p 15432:5432 postgres
        # docker run --name old -p 99:99 old
        """
    assert said("scripts/up.sh", text, "port") == [
        "5:16-20 port=8070 feeds scope=script",
        "5:21-25 port=8080 feeds container scope=script",
        "5:29-34 port=8090 feeds scope=script",
        "5:35-39 port=9000 feeds container scope=script",
    ]
    assert "5:6-15 bind=127.0.0.1 feeds scope=script" in said("scripts/up.sh", text, "bind")


def test_a_container_on_the_network_of_the_host_listens_there(said: Said) -> None:
    text = "up:\n\t@podman run --name=llm --network host acme/llm --host 0.0.0.0 --port 8001\n"
    assert said("Makefile", text) == [
        "2:21-24 call=llm services of compose files container as opened",
        "2:56-63 bind=0.0.0.0 llm scope=script",
        "2:71-75 port=8001 llm scope=script",
        "2:71-75 port=8001 make up target as opened",
    ]


def test_what_a_script_hides_in_variables_is_left_out(said: Said) -> None:
    text = 'docker run --name "$NAME" -p 80:80 x\ndocker run --name a -p "$P:80" x\n'
    assert said("run.sh", text) == ["2:19-20 call=a services of compose files container as opened"]


def test_a_package_is_called_by_its_directory(said: Said) -> None:
    text = """\
        {"name": "@acme/site", "scripts": {"dev": "tsc -b && next dev -p 3006", "start": "next start --port 3007",
         "storybook": "storybook dev -p 6006", "test": "vitest --port 1", "proxy": "x --port 2"}}
        """
    of_web, started = said("apps/web/package.json", text), text.replace('"dev"', '"x"')
    assert of_web[0] == "1:66-70 port=3006 web scope=dev"
    beside = [line for line in of_web[1:] if " script as opened" not in line]
    assert beside == ["2:33-37 port=6006 storybook scope=dev"], "a tool goes by its own name"
    assert said("package.json", text)[0] == "1:66-70 port=3006 site scope=dev"
    assert "1:99-103 port=3007 web scope=dev" in said("apps/web/package.json", started)
    assert said("package.json", '{"scripts": [}') == []


def test_a_script_is_called_by_its_name_and_folder_too(said: Said) -> None:
    text = '{"name": "site", "scripts": {"dev": "next dev -p 3006", "both": "next -p 3007 & uvicorn --port 3008"}}'
    by_package = "1:50-54 port=3006 package site: npm run dev script as opened"
    by_folder = "1:50-54 port=3006 apps/web: npm run dev script as opened"
    assert sorted(said("apps/web/package.json", text)[1:]) == sorted([by_folder, by_package])
    assert sorted(said("package.json", text)[1:]) == sorted(
        ["1:50-54 port=3006 npm run dev script as opened", by_package]
    )


def test_a_target_that_starts_one_thing_has_its_port(said: Said) -> None:
    text = """\
        PORT ?= 9001
        run: deps
        \tuvicorn app:app --port $(PORT)
        docs:
        \tmkdocs serve -a 127.0.0.1:8001
        both:
        \tnpm run dev & uvicorn app:app --port 8002
        several:
        \tmake -j2 run
        \tuvicorn app:app --port 8003
        build:
        \tdocker build .
        """
    assert said("Makefile", text) == [
        "3:25-32 port=9001 make run target as opened",
        "5:28-32 port=8001 make docs target as opened",
    ]
    assert said("tools/Makefile", text)[0].endswith("tools: make run target as opened")
    assert said("run.sh", text) == []


def test_the_settings_of_a_development_server(said: Said) -> None:
    text = """\
        export default defineConfig({
          // server: { port: 1111 }
          preview: { port: 4173 },
          server: {
            proxy: { '/api': { target: 'http://localhost:5050', port: 99 } },
            port: 5180, // 5173
          },
        })
        """
    vite = "6:11-15 port=5180 Vite dev server as opened"
    assert said("apps/web/vite.config.ts", text) == ["6:11-15 port=5180 web scope=dev", vite]
    assert said("apps/web/vite.config.ts", "export default { server: { host: true } }") == []
    assert said("vite.config.ts", text) == [vite]


def test_the_processes_of_a_procfile(said: Said) -> None:
    text = "web: gunicorn app.wsgi --bind 127.0.0.1:5051\nworker: celery -A app\napi: uvicorn x --port ${PORT:-8000}\n"
    assert said("Procfile", text) == [
        "1:31-40 bind=127.0.0.1 web",
        "1:41-45 port=5051 web",
        "3:31-35 port=8000 api",
    ]
    assert said("Procfile.dev", text, "bind") == ["1:31-40 bind=127.0.0.1 web scope=dev"]


@given(st.text(alphabet="docker run-p -name=x:8080 \\\n\"'$&{}[],/", max_size=80))
def test_anything_is_read_and_every_quote_is_where_it_says(text: str) -> None:
    for path in ("a.sh", "Procfile", "package.json", "a/justfile"):
        lines = text.replace("docker", "docker run --name x ").split("\n")
        for claim in read(path, "\n".join(lines)).claims:
            assert lines[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
