"""Resolve snippets in the docs relative to mkdocs.yml, not to the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def on_config(config: Any) -> None:
    """Set the folder; mkdocs calls this after it reads its configuration."""
    root = str(Path(config.config_file_path).parent)
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [root]
