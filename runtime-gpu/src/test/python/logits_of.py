"""Prints, as JSON, the float32 logits that transformers computes with a model's folder: logits_of.py FOLDER "[1, 2, 3]".

Started by ExportTest where -Drlvr4j.python names a Python that has transformers and torch.
"""

import json
import sys

import torch
from transformers import AutoModelForCausalLM

if __name__ == "__main__":
    torch.set_num_threads(1)
    model, loading = AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.float32, output_loading_info=True)
    assert not loading["missing_keys"] and not loading["unexpected_keys"], loading
    with torch.no_grad():
        print(json.dumps(model.eval()(torch.tensor([json.loads(sys.argv[2])])).logits[0].tolist()))
