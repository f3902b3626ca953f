"""Prove that tests hold what the conformance page says they hold.

Usage:
    python .ci/prove_conformance.py            alters each thing, keeps which tests fail
    python .ci/prove_conformance.py --check    exits 1 if what is kept is other, and changes nothing

Every fact of every row of the guidance's tables is altered, and everything that models a paragraph
is broken, one at a time; the tests that should notice run each time. What none of them notices is
named, and the exit status is 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from conformance.proof import PROOF, planned, prove


def main(arguments: Sequence[str]) -> int:
    """Alter, run, and keep or compare.

    Returns:
        0 if all is well, 1 if something is not noticed or stale, 2 if the words are not understood.
    """
    if [*arguments] not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    proved = prove(planned())
    unnoticed = [name for name, tests in proved.items() if not tests]
    for name in unnoticed:
        print(f"no test notices when this is altered: {name}")
    text = json.dumps(proved, indent=1) + "\n"
    stale = not PROOF.exists() or PROOF.read_text(encoding="utf-8") != text
    if arguments and stale:
        print(f"{PROOF.name} is stale; run python .ci/prove_conformance.py")
    elif stale:
        PROOF.write_text(text, encoding="utf-8", newline="\n")
        print(f"{PROOF.name} rewritten")
    print(f"{len(proved)} alterations, {len(unnoticed)} unnoticed")
    return 1 if unnoticed or (arguments and stale) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
