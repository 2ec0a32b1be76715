"""Settings that switch a program's login on or off."""

from __future__ import annotations

import pytest

from consistency.values.switch import login


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("WEBUI_AUTH", "False", "none"),
        ("AUTH_ENABLED", "'off'", "none"),
        ("AUTH_MODE", "none", "none"),
        ("SONARR__AUTH__METHOD", "None", "none"),
        ("SONARR__AUTH__METHOD", "Forms", "required"),
        ("AUTH_METHOD", "jwt", "required"),
        ("REQUIRE_LOGIN", "true", "required"),
        ("API_KEY_REQUIRED", "1", "required"),
        ("WEBUI_AUTH", "${AUTH}", ""),
        ("DISABLE_AUTH", "false", ""),
        ("SMTP_AUTH", "false", ""),
        ("GF_AUTH_BASIC_ENABLED", "false", ""),
        ("AUTH_MODE", "standard", ""),
        ("OAUTH_MODE", "none", ""),
        ("PORT", "0", ""),
    ],
)
def test_by_name_and_value(key: str, value: str, said: str) -> None:
    assert login(key, value) == said
