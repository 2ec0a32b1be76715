"""One service, called by a word of the people's language in one place and by an English one in another."""

from __future__ import annotations

import pytest

from consistency.model.name import name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("API网关", "api-gateway"), ("认证服务", "auth-service"), ("用户服务", "user-service"), ("订单", "order"),
        ("データベース", "db"),
        ("バックエンド", "backend"), ("База данных", "Database"),
        ("Autenticação", "auth-service"),
        ("Banco de Dados", "database"), ("통합 게이트웨이", "통합gateway"),
    ],
)  # fmt: skip
def test_one_service(one: str, other: str) -> None:
    assert name(one).key == name(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [("支付服务", "订单服务"), ("服务", "サービス"), ("日志网关", "api-gateway"), ("Pagamentos", "Pedidos")],
)
def test_two_services(one: str, other: str) -> None:
    assert name(one).key != name(other).key
