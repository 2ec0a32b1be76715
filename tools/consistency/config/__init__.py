"""What a site says once: consistency.toml, or [tool.consistency] in pyproject.toml."""

from consistency.config.read import load, parse
from consistency.config.settings import Config, ConfigError, Host, Probe, Service
from consistency.config.verify import verify_rules

__all__ = ["Config", "ConfigError", "Host", "Probe", "Service", "load", "parse", "verify_rules"]
