"""Check files from people you do not know, each in a separate process with limits.

The library promises to read or refuse any file within its limits. If there is a mistake in that
promise, a process with limits still protects the service, and the sender gets an answer. The bytes
go to the process through a pipe, so nothing is written to disk.

Run it with ``python examples/untrusted_files.py``. The memory limit needs Linux or macOS. On
other systems there is only a time limit.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import jtai
from jtai.formats import Limits, read_workbook

LIMITS = Limits(file_bytes=10 * 2**20, unpacked_bytes=200 * 2**20, cells=2_000_000)
MEMORY = 2**30
"""The memory for one file, in bytes. A list of 2,000,000 cells needs about a third of it."""
SECONDS = 60
REFUSED, OUT_OF_MEMORY = 3, 4


class RefusedError(Exception):
    """A file that was not checked; the message can be shown to the sender."""


def checked(data: bytes, *, as_of: dt.date) -> str:
    """Return the report on a workbook as text, without the contents of its cells.

    Raises:
        RefusedError: If the file cannot be read, or the process exceeds its limits.
    """
    command = [sys.executable, __file__, as_of.isoformat()]
    try:
        done = subprocess.run(  # noqa: S603 - this file
            command, input=data, capture_output=True, timeout=2 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise RefusedError("reading the file took too long") from None
    if done.returncode == REFUSED:
        raise RefusedError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode == OUT_OF_MEMORY:
        raise RefusedError("reading the file took too much memory")
    if done.returncode < 0:
        # A limit on time ends the process like this, but so does a system that is out of memory.
        raise RefusedError("the system stopped the process that read the file")
    if done.returncode:
        # The output of the process is not shown: a traceback may contain paths of the server.
        raise RefusedError("the file was not checked because of an error in the program")
    return done.stdout.decode("utf-8")


def limit_this_process() -> None:
    """Limit the memory and processor time of this process, if the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def child(as_of: dt.date) -> int:
    """Read the workbook on standard input, check it and print the report."""
    limit_this_process()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        book = read_workbook(sys.stdin.buffer.read(LIMITS.file_bytes + 1), limits=LIMITS)
        lists = jtai.Submission.from_sheets(book.sheets, remarks=book.remarks)
        print(lists.check(as_of=as_of).to_text())
    except jtai.JtaiError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def main() -> None:
    """Check a workbook of lists, an archive that would fill the memory, and a text file."""
    as_of = dt.date(2019, 9, 9)
    lists = jtai.Submission.from_rows({6: [{"child_id": "SYN-01", "gender": "b) Female"}]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lists.xlsx")
        jtai.write_lists(lists, path)
        print(checked(path.read_bytes(), as_of=as_of).splitlines()[0])
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * 300_000_000)
    for data in (archive.getvalue(), b"Child Unique ID,Gender"):
        try:
            checked(data, as_of=as_of)
        except RefusedError as error:
            print("Refused:", error)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(child(dt.date.fromisoformat(sys.argv[1])))
    main()
