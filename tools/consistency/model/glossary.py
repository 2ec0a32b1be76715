"""What people of other languages call the parts of a system that files call by English words."""

from __future__ import annotations

from functools import lru_cache

#: Parts of names in scripts that put no gaps between words, or that are joined before they are compared.
_WITHIN = {
    "网关": "gateway", "認証": "auth", "认证": "auth", "鉴权": "auth", "用户": "user", "订单": "order", "支付": "payment", "商品": "product",
    "库存": "inventory", "文件": "file", "消息": "message", "通知": "notification", "搜索": "search", "日志": "log", "调度": "scheduler",
    "配置中心": "config", "注册中心": "registry", "数据库": "database", "缓存": "cache", "前端": "frontend", "后端": "backend",
    "管理后台": "admin", "控制台": "console", "服务": "", "服務": "", "サービス": "", "서비스": "",
    "ゲートウェイ": "gateway", "フロントエンド": "frontend", "バックエンド": "backend", "データベース": "database", "キャッシュ": "cache",
    "管理画面": "admin", "ユーザー": "user", "注文": "order", "決済": "payment", "検索": "search",
    "게이트웨이": "gateway", "프론트엔드": "frontend", "백엔드": "backend", "데이터베이스": "database", "캐시": "cache", "관리자": "admin",
    "шлюз": "gateway", "фронтенд": "frontend", "бэкенд": "backend", "базаданных": "database", "кэш": "cache", "админка": "admin",
    "панельадминистратора": "admin",
}  # fmt: skip
#: Whole names, in Latin letters without their marks.
_WHOLE = {
    "db": "database", "authentication": "auth", "autenticacao": "auth", "autenticacion": "auth", "authentification": "auth", "authentifizierung": "auth",
    "autenticazione": "auth", "bancodedados": "database", "basededatos": "database", "basededonnees": "database", "datenbank": "database",
    "bazadedate": "database", "notificacoes": "notification", "notificaciones": "notification", "pagamentos": "payment", "pagos": "payment",
    "usuarios": "user", "pedidos": "order",
}  # fmt: skip
_LONGEST_FIRST = sorted(_WITHIN, key=lambda word: (-len(word), word))


@lru_cache(maxsize=4096)
def in_english(key: str) -> str:
    """A squashed name with the words of the list in English; one that would be nothing but its kind stays as it is."""
    if key.isascii():
        return _WHOLE.get(key, key)
    said = key
    for word in _LONGEST_FIRST:
        said = said.replace(word, _WITHIN[word])
    return said or key
