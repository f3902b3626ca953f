"""Resolve the snippets of the docs from the folder of mkdocs.yml, not from the current one."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def on_config(config: Any) -> None:
    """Set the folder; mkdocs calls this once it has read its configuration."""
    root = str(Path(config.config_file_path).parent)
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [root]
