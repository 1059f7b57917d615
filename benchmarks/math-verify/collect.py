#!/usr/bin/env python3
"""Writes the cases that Math-Verify publishes as its tests, and those of this project's suite, as one file.

    collect.py SDIST_FOLDER SUITE_FOLDER > cases.jsonl

Math-Verify's cases are read out of pytest's collection of its source distribution (Apache-2.0); nothing of it is kept
in this repository. Rows: {"category", "gold", "prediction", "equal", "precision"?}.
"""
import contextlib
import glob
import io
import json
import os
import sys

import pytest


class Collected:
    def __init__(self):
        self.rows = []

    def pytest_collection_modifyitems(self, items):
        for item in items:
            values = getattr(getattr(item, "callspec", None), "params", {})
            expected = values.get("expected", values.get("result"))
            if "gold" in values and "pred" in values and isinstance(expected, (bool, int)):
                row = {
                    "category": "math-verify",
                    "gold": values["gold"],
                    "prediction": values["pred"],
                    "equal": bool(expected),
                }
                if "precision" in values:
                    row["precision"] = values["precision"]
                self.rows.append(row)


def text(written):
    """A long text is written as pairs of a part and how often it is repeated."""
    return written if isinstance(written, str) else "".join(part * times for part, times in written)


def main(sdist, suite):
    collected = Collected()
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", os.path.join(sdist, "tests")], plugins=[collected])
    rows = collected.rows
    for path in sorted(glob.glob(os.path.join(suite, "*.jsonl"))):
        category = os.path.basename(path)[: -len(".jsonl")]
        with open(path, encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                row.update(category=category, gold=text(row["gold"]), prediction=text(row["prediction"]))
                row.pop("why", None)
                rows.append(row)
    for row in rows:
        print(json.dumps(row))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
