"""Run the notebooks of the docs, which are kept as text, and write each as a page with its outputs.

Usage: python .ci/render_notebooks.py            runs them and rewrites their pages and pictures
       python .ci/render_notebooks.py --check    runs them and names the pages that are stale

A notebook is a Python file in the percent format of jupytext. A cell that draws a picture says in
its metadata (``alt="..."``) what can be seen. Pictures are not compared: other versions of
matplotlib draw them a little differently.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jupytext
from nbclient import NotebookClient
from traitlets.config import Config

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "notebooks"
# What causes a warning is fixed, and the same picture is the same bytes.
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


def executed(source: Path) -> Any:
    """Run a notebook in a fresh kernel and give it with its outputs."""
    notebook = jupytext.read(source)
    notebook.cells[:0] = jupytext.reads(SET_UP, fmt="py:light").cells
    with tempfile.TemporaryDirectory() as folder:
        # Through files, so that no port is opened, and it runs where there is no network.
        files = Config(KernelManager={"transport": "ipc", "ip": str(Path(folder) / "kernel")})
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(notebook, timeout=300, resources=resources, config=files)
        # Tests choose a backend for matplotlib; a notebook has Jupyter's.
        client.execute(env={name: os.environ[name] for name in os.environ if name != "MPLBACKEND"})
    del notebook.cells[0]
    return notebook


def page(source: Path, notebook: Any) -> tuple[str, dict[str, str]]:
    """Return the page of a notebook that was run, and its pictures by their file names."""
    parts: list[str] = []
    pictures: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            continue
        parts.append(f"```python\n{cell.source}\n```")
        for data in _outputs(cell):
            if "image/svg+xml" in data:
                name = f"{source.stem}-{len(pictures) + 1}.svg"
                pictures[name] = data["image/svg+xml"].rstrip() + "\n"
                parts.append(f"![{cell.metadata['alt']}]({name})")
            elif "text/html" in data:
                parts.append(f'<div class="output">\n{_in_one_block(data["text/html"])}\n</div>')
            else:
                parts.append(f"```text\n{data['text/plain'].rstrip()}\n```")
    title, _, rest = "\n\n".join(parts).partition("\n")
    about = (
        f"[This notebook as text]({source.name}) opens in Jupyter with jupytext, and in other "
        "editors as it is.\n"
    )
    return f"{title}\n\n{about}{rest}\n", pictures


def _outputs(cell: Any) -> Iterator[dict[str, str]]:
    for output in cell.outputs:
        if output.output_type == "stream":
            yield {"text/plain": output.text}
        # Beside a picture is the name of the object that drew it.
        elif not ("alt" in cell.metadata and "image/svg+xml" not in output.data):
            yield output.data


def _in_one_block(html: str) -> str:
    """Take out blank lines, at which Markdown would begin a paragraph.

    The corner of a data frame is made a cell, as a heading without words is none.
    """
    lines = "\n".join(line for line in html.splitlines() if line.strip())
    return lines.replace("<th></th>", "<td></td>")


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Rewrite the pages, or with ``--check`` name those that are stale.

    Returns:
        0 if all is well or was rewritten, 1 if a page is stale, 2 if the words are not understood.
    """
    if [*arguments] not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    for source in sorted(folder.glob("*.py")):
        text, pictures = page(source, executed(source))
        target = source.with_suffix(".md")
        stale = not target.exists() or target.read_text(encoding="utf-8") != text
        stale |= not all((folder / name).exists() for name in pictures)
        if arguments and stale:
            print(f"{target.name} is stale; run python .ci/render_notebooks.py")
            status = 1
        elif not arguments:
            for name, content in {target.name: text, **pictures}.items():
                (folder / name).write_text(content, encoding="utf-8", newline="\n")
            print(f"{target.name} written, {len(pictures)} pictures")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
