#!/usr/bin/env python3
"""Opens a trained folder with transformers, and compares what both make of it.

    check-export.py FOLDER SCORES.jsonl

SCORES.jsonl was made by `rlvr4j score --model FOLDER`. transformers must give the same log-probabilities to 1e-3, and answers a
problem. Needs transformers and torch (tried with 5.24.0 and 2.15.0).
"""

import json
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

TOLERANCE = 1e-3
PROBLEM = "Tom has 3 boxes with 4 pens each. How many pens does he have?"


def main(folder, scores):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    print(f"{type(model).__name__}, {sum(p.numel() for p in model.parameters()) / 1e6:.1f} million weights")
    worst = 0.0
    rows = 0
    for line in open(scores, encoding="utf-8"):
        row = json.loads(line)
        tokens = torch.tensor([row["tokens"]])
        if tokens.shape[1] < 2:
            continue
        with torch.no_grad():
            theirs = model(tokens).logits.log_softmax(-1)[0, :-1].gather(-1, tokens[0, 1:, None])[:, 0]
        worst = max(worst, (theirs - torch.tensor(row["logprobs"])).abs().max().item())
        rows += 1
    print(f"{rows} texts, largest difference of a log-probability: {worst:.1e}")
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": PROBLEM}], add_generation_prompt=True, return_tensors="pt", return_dict=True
    )
    answer = model.generate(**prompt, max_new_tokens=64, do_sample=False)
    print(tokenizer.decode(answer[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True))
    if rows == 0 or not worst <= TOLERANCE:
        sys.exit(f"check-export: the difference must be at most {TOLERANCE}, of at least one text")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
