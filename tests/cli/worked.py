"""Where the worked example lies, and its documents."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md"
INVENTORY = "docs/_core/03-SERVICE_INVENTORY.md"
SNAPSHOT = "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md"
