"""The hook is offered in a way that no commit slips past."""

from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_config, load_manifest

ROOT = Path(__file__).resolve().parents[2]


def test_the_manifest_is_what_pre_commit_takes() -> None:
    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["entry"] == "consistency check --staged"
    assert hook["always_run"]  # a commit of compose files alone, or of a deletion, is judged too
    assert not hook["pass_filenames"]
    assert hook["require_serial"]


@pytest.mark.parametrize("key", ["always_run", "pass_filenames", "require_serial"])
def test_this_repository_uses_its_hook_as_it_offers_it(key: str) -> None:
    hooks = load_config(str(ROOT / ".pre-commit-config.yaml"))["repos"][0]["hooks"]
    ours = next(hook for hook in hooks if hook["id"] == "consistency")
    (offered,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert ours[key] == offered[key]
