"""Packages whose public names are imported when they are first used.

Importing a package imports none of its modules, so `import jtai` stays fast; every public name
behaves as if it had been imported in the ordinary way. This uses a module's `__getattr__` and
`__dir__` (PEP 562, https://peps.python.org/pep-0562/).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def attach(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return the `__getattr__`, `__dir__` and `__all__` of a package.

    Args:
        package: The package's `__name__`.
        homes: The module that defines each public name; the package itself for a subpackage.
    """
    names = sorted(homes)

    def __getattr__(name: str) -> Any:  # noqa: N807 - it becomes the package's own
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if homes[name] == package:
            value: Any = import_module(f"{package}.{name}")
        else:
            value = getattr(import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    def __dir__() -> list[str]:  # noqa: N807 - likewise
        return names

    return __getattr__, __dir__, names
