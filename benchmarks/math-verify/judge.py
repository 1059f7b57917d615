#!/usr/bin/env python3
"""Judges cases with Math-Verify, timing each, with its defaults.

    judge.py cases.jsonl > theirs.jsonl

A bare answer, with no delimiter of a formula in it, is put between dollar signs, for Math-Verify finds LaTeX only there; rows
of the categories `extraction` and `math-verify` are whole texts and given as they are. Where that finds nothing, the bare
text is tried too, and its time counted. Rows: {"verdict": correct | incorrect | unparseable | error, "nanos"}.
"""
import json
import logging
import sys
import time

from math_verify import parse, verify

logging.disable(logging.CRITICAL)
WHOLE_TEXTS = ("extraction", "math-verify")


def read(text, whole):
    delimited = any(mark in text for mark in ("$", "\\boxed", "\\(", "\\["))
    if whole or delimited:
        return parse(text)
    return parse("$" + text + "$") or parse(text)


def judge(row):
    whole = row["category"] in WHOLE_TEXTS
    try:
        gold = read(row["gold"], whole)
        prediction = read(row["prediction"], whole)
        if not prediction:
            return "unparseable"
        rounding = {"float_rounding": row["precision"]} if "precision" in row else {}
        return "correct" if verify(gold, prediction, **rounding) else "incorrect"
    except Exception as error:  # whatever it is, it is reported as Math-Verify's
        return "error " + type(error).__name__


def main(path):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows[:100]:
        judge(row)
    for row in rows:
        begun = time.perf_counter_ns()
        verdict = judge(row)
        print(json.dumps({"verdict": verdict, "nanos": time.perf_counter_ns() - begun}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.setrecursionlimit(10_000)
    main(sys.argv[1])
