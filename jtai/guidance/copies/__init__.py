"""Reading a published document out of a copy of its text, made from PDF or Word.

Law: each module imports only from those before it: ``words``, ``pages``, ``rows``, ``numbered``,
``unnumbered``. None of them knows what any document says.
"""

from __future__ import annotations

__all__: list[str] = []
