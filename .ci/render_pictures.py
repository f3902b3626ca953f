"""Render the pictures on the pages of the docs.

Run it after a change of what pictures look like, and look at what it made:

    python .ci/render_pictures.py
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure
from PIL import Image

import jtai

ASSETS = Path(__file__).parent.parent / "docs" / "assets"
SLIDE = (13.3, 7.5)
PICTURES = {
    "plot-timetable.png": jtai.Timetable.from_notification(date(2020, 4, 6)),
}


def main() -> None:
    """Write every picture."""
    for name, x in PICTURES.items():
        figure = Figure(figsize=SLIDE)
        axes = figure.add_axes((0.016, 0.02, 0.968, 0.912))
        jtai.plot(x, ax=axes)
        drawn = BytesIO()
        figure.savefig(drawn, dpi=90)
        # A few colours are enough, and make a small file.
        Image.open(drawn).convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE).save(
            ASSETS / name, optimize=True
        )
        print(f"{name}: {(ASSETS / name).stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
