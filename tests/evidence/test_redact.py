"""Secrets by structure: nothing secret stays, nothing harmless goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.evidence.redact import REDACTED, is_secret_name, leaks, redact_argv, redact_setting, redact_text

SECRET = "correct-horse-9000"


@pytest.mark.parametrize(
    "argv",
    [
        ["serve", "--api-key", SECRET],
        ["serve", f"--api-key={SECRET}"],
        ["serve", "--hf-token", SECRET],
        ["serve", "-password", SECRET],
        ["redis-server", "--requirepass", SECRET],
        ["serve", "--apiKey", SECRET],
        ["serve", "--auth", f"admin:{SECRET}"],
        ["env", f"HF_TOKEN={SECRET}", "serve"],
        ["env", f"DATABASE_PASSWORD={SECRET}"],
        ["serve", f"postgres://user:{SECRET}@db:5432/x"],
        ["curl", f"http://h/x?sig={SECRET}&model=a"],
        ["curl", "-H", f"Authorization: Bearer {SECRET}", "http://h/"],
        ["curl", "-H", f"X-Api-Key: {SECRET}"],
        ["curl", "-H", f"Cookie: sid={SECRET}"],
        ["sh", "-c", f"exec serve --port 80 --api-key {SECRET}"],
        ["sh", "-c", f"TOKEN={SECRET} exec serve"],
    ],
)
def test_no_secret_stays(argv: list[str]) -> None:
    kept = redact_argv(argv)
    assert SECRET not in " ".join(kept.argv)
    assert REDACTED in " ".join(kept.argv)
    assert any(SECRET in secret for secret in kept.secrets)
    assert redact_argv(kept.argv).argv == kept.argv


@pytest.mark.parametrize(
    "shape",
    [
        "sk-proj-abcdefgh12345678",
        "sk-0123456789abcdefghij",
        "hf_abcdefghijklmnop",
        "ghp_abcdefghijklmnop",
        "glpat-abcdefghij",
        "xoxb-12345678-abc",
        "AKIAABCDEFGHIJKLMNOP",
        "AIzaabcdefghijklmnopqrs",
        "tskey-auth-abcdef",
        "eyJhbGciOi.eyJzdWIi.abcdef",
        "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----",
    ],
)
def test_what_has_the_shape_of_a_key_goes_wherever_it_stands(shape: str) -> None:
    assert shape not in redact_text(f"failed with {shape} today").text
    assert shape not in redact_argv(["x", shape]).argv[1]
    assert leaks(f"failed with {shape}", ())


@pytest.mark.parametrize(
    "argv",
    [
        ["--max-num-batched-tokens", "8192"],
        ["--max-tokens=4096"],
        ["--tokenizer", "demo/tokenizer"],
        ["--api-key-file", "/etc/demo/key"],
        ["--ssl-keyfile", "/etc/ssl/k.pem"],
        ["--key", "/etc/ssl/private.key"],
        ["--auth-type", "basic"],
        ["--token-ttl", "3600"],
        ["--no-auth", "serve"],
        ["--enable-auth", "true"],
        ["--secret-name", "prod-db"],
        ["--bypass", "10.0.0.0/8"],
        ["--host", "0.0.0.0", "--port", "8000"],
        ["--served-model-name", "Demo Model 7B"],
        ["--keyspace", "events"],
        ["--monkey", "george"],
        ["--author", "ana"],
        ["--config", "/etc/x.toml"],
        ["--api-key", "${API_KEY}"],
        ["python3", "-m", "http.server", "8080"],
        ["http://127.0.0.1:8010/v1/models"],
    ],
)
def test_nothing_harmless_goes(argv: list[str]) -> None:
    assert redact_argv(argv) == (tuple(argv), ())


def test_a_flag_without_its_value_takes_no_other_flag() -> None:
    assert redact_argv(["--api-key", "--port", "80"]).argv == ("--api-key", "--port", "80")


def test_settings_by_name() -> None:
    assert redact_setting("OLLAMA_HOST", "0.0.0.0:11434").text == "0.0.0.0:11434"
    assert redact_setting("HF_TOKEN", SECRET).text == REDACTED
    assert redact_setting("UPSTREAM", f"http://u:{SECRET}@h/").text == f"http://{REDACTED}@h/"


def test_the_last_scan_finds_what_slipped_through_and_quotes_nothing() -> None:
    assert leaks("all well", (SECRET,)) == ()
    for text in (f"model {SECRET} served", "http://u:pw@h/"):
        (reason,) = leaks(text, (SECRET,))
        assert SECRET not in reason
        assert "pw" not in reason


def test_short_values_and_numbers_are_not_searched_for() -> None:
    assert leaks("port 8080 of app, number 1234567890", ("8080", "app", "1234567890")) == ()


@pytest.mark.parametrize(
    "name", ["password", "API_KEY", "apiKey", "x-auth-token", "DB_DSN", "clientSecret", "masterauth"]
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name) is (name != "masterauth")


@given(st.lists(st.text(max_size=20), max_size=6))
def test_redaction_never_fails_and_is_settled_after_one_pass(argv: list[str]) -> None:
    once = redact_argv(argv)
    assert len(once.argv) == len(argv)
    assert redact_argv(once.argv).argv == once.argv


@given(st.sampled_from(["--api-key", "--password", "--secret", "--hf_token"]), st.text("abcdef0123456789-", min_size=8))
def test_a_value_of_a_secret_flag_is_never_kept(flag: str, value: str) -> None:
    if not value.startswith("-"):
        assert value not in redact_argv([flag, value]).argv[1:]
        assert value not in redact_argv([f"{flag}={value}"]).argv[0]
