"""`examples/many_areas.py` with executors of the standard library and of Dask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import jtai
from jtai.testing.areas import synthetic_lists
from tests.project.test_examples import EXAMPLES

CODE = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import many_areas


def reports(executor):
    return [*many_areas.check_all(files, executor)]


if __name__ == "__main__":
    files = sorted(Path(sys.argv[2]).glob("*.xlsx"))
    alone = [(file, many_areas.check(file)) for file in files]
    with ProcessPoolExecutor(2) as executor:
        print("processes:", reports(executor) == alone)
    if sys.argv[3:]:
        from distributed import Client

        with Client(processes=False, n_workers=2, threads_per_worker=1) as client:
            print("dask:", reports(client.get_executor()) == alone)
"""


def run(folder: Path, *more: str) -> str:
    """Run the code on a folder with two areas and a damaged file, and return what it prints."""
    for seed in range(2):
        lists = synthetic_lists(30, seed=seed, defects=["end-before-start"])
        jtai.write_lists(lists, folder / f"area-{seed}.xlsx")
    (folder / "damaged.xlsx").write_text("not a workbook", encoding="utf-8")
    script = folder / "run.py"
    script.write_text(CODE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(EXAMPLES), str(folder), *more],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_processes_return_what_one_process_does(tmp_path: Path) -> None:
    """Reports from other processes equal those made in one process, even for a damaged file."""
    assert run(tmp_path) == "processes: True\n"


@pytest.mark.needs("distributed")
def test_dask_returns_what_one_process_does(tmp_path: Path) -> None:
    """Reports from Dask's executor equal those made in one process."""
    assert "dask: True" in run(tmp_path, "dask")
