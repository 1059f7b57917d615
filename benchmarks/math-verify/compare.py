#!/usr/bin/env python3
"""Writes the tables of speed, accuracy and agreement.

    compare.py cases.jsonl ours.jsonl theirs.jsonl
"""
import collections
import json
import sys


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def times(name, rows):
    nanos = sorted(row["nanos"] for row in rows)
    total = sum(nanos)

    def at(share):
        return nanos[min(len(nanos) - 1, int(share * len(nanos)))] / 1e3

    print(f"| {name} | {len(nanos) / total * 1e9:,.0f} | {at(0.5):,.0f} | {at(0.99):,.0f} | {nanos[-1] / 1e3:,.0f} |")
    return total


def shown(text):
    text = text.encode("unicode_escape").decode() if not text.isprintable() else text
    text = text if len(text) <= 70 else "…" + text[-69:]
    return "`" + text.replace("|", "\\|").replace("`", "'") + "`"


def main(cases_path, ours_path, theirs_path):
    cases, ours, theirs = read(cases_path), read(ours_path), read(theirs_path)
    if not len(cases) == len(ours) == len(theirs):
        sys.exit(f"{len(cases)} cases, {len(ours)} and {len(theirs)} verdicts")
    print("| | checks a second | median, µs | p99, µs | slowest, µs |\n|---|---|---|---|---|")
    for name, keep in (("all", lambda c: True), ("without hostile", lambda c: c["category"] != "hostile")):
        kept = [i for i, case in enumerate(cases) if keep(case)]
        mine = times(f"rlvr4j, {name}", [ours[i] for i in kept])
        other = times(f"Math-Verify, {name}", [theirs[i] for i in kept])
        print(f"| ratio | {other / mine:,.0f} | | | |")

    table = collections.OrderedDict()
    for case, our, their in zip(cases, ours, theirs):
        count = table.setdefault(case["category"], collections.Counter())
        count["n"] += 1
        count["ours"] += (our["verdict"] == "correct") == case["equal"]
        count["theirs"] += (their["verdict"] == "correct") == case["equal"]
        count["agree"] += (our["verdict"] == "correct") == (their["verdict"] == "correct")
    print("\n| category | cases | right: rlvr4j | right: Math-Verify | agree |\n|---|---|---|---|---|")
    for category, count in table.items():
        print(f"| {category} | {count['n']} | {count['ours']} | {count['theirs']} | {count['agree']} |")

    print("\n| category | gold | prediction | label | rlvr4j | Math-Verify |\n|---|---|---|---|---|---|")
    for case, our, their in zip(cases, ours, theirs):
        if (our["verdict"] == "correct") != (their["verdict"] == "correct"):
            print(
                f"| {case['category']} | {shown(case['gold'])} | {shown(case['prediction'])} "
                f"| {'equal' if case['equal'] else 'different'} | {our['verdict']}: {shown(our['reason'])} | {their['verdict']} |"
            )


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
