"""Run the notebooks of the docs, and write each as a page with its outputs.

    python .ci/render_notebooks.py            # run them and rewrite their pages and pictures
    python .ci/render_notebooks.py --check    # run them and name the pages that are out of date

A notebook is a Python file in jupytext's percent format. A cell that draws a picture describes it
in its metadata (``alt="..."``). Pictures are not compared, because they depend on the version of
matplotlib.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
from nbclient import NotebookClient
from traitlets.config import Config

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"
# Warnings are errors. A fixed salt makes the bytes of a picture reproducible.
SET_UP = """\
import warnings
import matplotlib
matplotlib.rcParams["svg.hashsalt"] = "jtai"
%config InlineBackend.figure_formats = ["svg"]
%config InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
warnings.simplefilter("error")
# The kernel itself says this when it is shut down, and its backend of pictures when it starts.
warnings.filterwarnings("ignore", category=PendingDeprecationWarning)
warnings.filterwarnings("ignore", message="InlineBackend")
"""
ABOUT = (
    "[This notebook as text]({}) opens in Jupyter with jupytext, and in other editors as it is.\n"
)


def executed(source: Path) -> list[Any]:
    """Run a notebook in a new kernel, and return its cells with their outputs."""
    notebook = jupytext.read(source)
    notebook.cells[:0] = jupytext.reads(SET_UP, fmt="py:light").cells
    with tempfile.TemporaryDirectory() as folder:
        # The kernel is reached through files (ipc), so that it opens no port and needs no network.
        files = Config(KernelManager={"transport": "ipc", "ip": str(Path(folder) / "kernel")})
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(notebook, timeout=300, resources=resources, config=files)
        # Without the backend that tests set for matplotlib, Jupyter's is used.
        client.execute(env={name: os.environ[name] for name in os.environ if name != "MPLBACKEND"})
    return list(notebook.cells[1:])


def shown(cell: Any, pictures: dict[str, str], stem: str) -> Iterator[str]:
    """Yield the text of a cell for the page, and add its picture to the others."""
    if cell.cell_type == "markdown":
        yield cell.source
        return
    yield f"```python\n{cell.source}\n```"
    for output in cell.outputs:
        data = output.get("data", {"text/plain": output.get("text")})
        if "image/svg+xml" in data:
            name = f"{stem}-{len(pictures) + 1}.svg"
            pictures[name] = data["image/svg+xml"].rstrip() + "\n"
            yield f"![{cell.metadata['alt']}]({name})"
        elif "alt" in cell.metadata and "data" in output:
            continue  # the name of the object that drew the picture
        elif "text/html" in data:
            # A blank line would start a Markdown paragraph. An empty cell is not a heading.
            html = "\n".join(line for line in data["text/html"].splitlines() if line.strip())
            html = html.replace("<th></th>", "<td></td>")
            yield f'<div class="output">\n{html}\n</div>'
        else:
            yield f"```text\n{data['text/plain'].rstrip()}\n```"


def main() -> int:
    """Rewrite the pages, or with ``--check`` name outdated ones, and return the exit status."""
    stale = False
    for source in sorted(FOLDER.glob("*.py")):
        pictures: dict[str, str] = {}
        parts = [part for cell in executed(source) for part in shown(cell, pictures, source.stem)]
        title, _, rest = "\n\n".join(parts).partition("\n")
        page = source.with_suffix(".md")
        text = f"{title}\n\n{ABOUT.format(source.name)}{rest}\n"
        if "--check" not in sys.argv:
            for name, content in {page.name: text, **pictures}.items():
                (FOLDER / name).write_text(content, encoding="utf-8", newline="\n")
        elif page.read_text(encoding="utf-8") != text or not all(
            (FOLDER / name).exists() for name in pictures
        ):
            print(f"{page.name}: out of date")
            stale = True
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
