"""Draw the picture of the README and the docs.

Run it when plots change, and look at the result:

python .ci/render_pictures.py
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure
from PIL import Image

import jtai

if __name__ == "__main__":
    figure = Figure(figsize=(13.3, 7.5))
    timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
    jtai.plot(timetable, ax=figure.add_axes((0.016, 0.02, 0.968, 0.912)))
    drawn = BytesIO()
    figure.savefig(drawn, dpi=90)
    # A few colours are enough, and make a small file.
    picture = Image.open(drawn).convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE)
    picture.save(Path(__file__).parents[1] / "docs/assets/plot-timetable.png", optimize=True)
