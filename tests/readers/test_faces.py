"""Sentences about the page that a service shows to people, in the languages of operators."""

from __future__ import annotations

import pytest
from written import read


def owners(sentence: str, heading: str = "Frigate") -> list[str]:
    claims = read(f"# Cameras\n\n## {heading}\n\n{sentence}\n", "docs/cameras.md").claims
    return [claim.service for claim in claims if claim.attribute == "port"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The panel is available at http://10.8.0.5:8112.", "Interfața web este la http://10.8.0.5:8112 (cu parolă).",
        "Панель доступна по адресу http://10.8.0.5:8112.", "面板地址为 http://10.8.0.5:8112。", "管理画面は http://10.8.0.5:8112 です。",
        "Die Oberfläche liegt unter http://10.8.0.5:8112.", "O painel está na porta 8112.",
    ],
)  # fmt: skip
def test_the_service_of_the_heading_shows_it(sentence: str) -> None:
    assert owners(sentence) == ["Frigate"]


@pytest.mark.parametrize(
    "sentence", ["The panel sends its mails to http://10.8.0.5:8112.", "Панель берёт данные из http://10.8.0.5:8112."]
)
def test_what_a_panel_calls_is_somebody_elses(sentence: str) -> None:
    assert owners(sentence) == []


@pytest.mark.parametrize("heading", ["ポート/ホスト", "端口与主机", "端口映射", "포트 목록", "服务地址列表"])
def test_headings_put_together_of_such_words_name_no_service(heading: str) -> None:
    assert owners("- backend: http://localhost:8080", heading) == ["Cameras backend"]
