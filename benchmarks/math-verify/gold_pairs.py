#!/usr/bin/env python3
"""Writes rows for `rlvr4j verify math` that check gold answers against themselves.

    gold_pairs.py FILE…  > pairs.jsonl

FILE is JSON Lines or Parquet (which needs pyarrow). Of each problem come one or two rows: "…:self", the gold answer as its
own prediction, and "…:solution", the whole reference solution as the prediction. Known layouts: `answer` and
`solution`; a GSM8K answer with `####`; verl's `reward_model.ground_truth` with `target` or `solution`.
"""
import json
import re
import sys


def rows(path):
    if path.endswith(".parquet"):
        import pyarrow.parquet

        yield from pyarrow.parquet.read_table(path).to_pylist()
    else:
        with open(path, encoding="utf-8") as file:
            yield from (json.loads(line) for line in file)


def boxed(text):
    """What the last \\boxed holds, or None."""
    start = text.rfind("\\boxed{")
    if start < 0:
        return None
    depth = 0
    for i in range(start + 6, len(text)):
        if text[i] == "{" and text[i - 1] != "\\":
            depth += 1
        elif text[i] == "}" and text[i - 1] != "\\":
            depth -= 1
            if depth == 0:
                return text[start + 7 : i]
    return None


def number(value):
    """27.0 as a table writes it is the whole number 27."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def gold_and_solution(row):
    truth = row.get("reward_model", {}).get("ground_truth", row)
    solution = truth.get("solution")
    answer = truth.get("target", truth.get("answer"))
    if isinstance(answer, str) and re.search(r"^#### ", answer, re.MULTILINE):
        return answer.rsplit("####", 1)[1].strip(), answer
    if answer is None and solution is not None:
        answer = boxed(solution)
    return (None if answer is None else number(answer)), solution


def main(paths):
    for path in paths:
        name = path.rsplit("/", 1)[-1]
        for i, row in enumerate(rows(path)):
            gold, solution = gold_and_solution(row)
            if gold is None:
                print(f"{path}: row {i + 1}: no gold answer", file=sys.stderr)
                continue
            pairs = [("self", gold)] + ([("solution", solution)] if solution and ("\\boxed" in solution or "####" in solution) else [])
            for kind, prediction in pairs:
                print(json.dumps({"id": f"{name}:{i + 1}:{kind}", "gold": gold, "prediction": prediction}))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
