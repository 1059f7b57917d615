"""Makes src/test/resources/oracle/adapters/*: LoRA adapters of the tiny model "grouped" as PEFT writes them, and the
log-probabilities that PEFT's model gives with them. Or opens an adapter that rlvr4j wrote, and prints the same numbers.

    python -m venv venv && venv/bin/pip install torch==2.15.0 transformers==5.23.0 peft==0.21.2 safetensors numpy
    venv/bin/python peft_oracle.py ../resources/oracle
    venv/bin/python peft_oracle.py ../resources/oracle ADAPTER_FOLDER     # prints, writes nothing
"""

import json
import sys
from pathlib import Path

import peft
import torch
import transformers
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file
from transformers import LlamaConfig, LlamaForCausalLM

TEXTS = [[1, 2, 11, 4, 5], [7, 8, 9, 3, 12, 6, 1]]
ADAPTERS = {
    "attention": dict(r=3, lora_alpha=6, target_modules=["q_proj", "v_proj"], lora_dropout=0.1),
    "all": dict(r=2, lora_alpha=5, target_modules="all-linear", use_rslora=True),
}


def base(oracle: Path):
    config = LlamaConfig(**json.loads((oracle / "grouped.json").read_text())["config"], attn_implementation="eager")
    model = LlamaForCausalLM(config).float().eval()
    weights = load_file(oracle / "grouped.safetensors")
    weights.setdefault("lm_head.weight", weights["model.embed_tokens.weight"])
    model.load_state_dict(weights)
    return model


def scores(model):
    rows = []
    with torch.no_grad():
        for text in TEXTS:
            ids = torch.tensor([text])
            logits = model(input_ids=ids).logits[0, :-1].double()
            rows.append(torch.log_softmax(logits, -1).gather(1, ids[0, 1:, None])[:, 0].tolist())
    return rows


def main(oracle: Path, adapter):
    if adapter:
        print(json.dumps(scores(PeftModel.from_pretrained(base(oracle), adapter).eval())))
        return
    torch.manual_seed(5)
    for name, settings in ADAPTERS.items():
        model = get_peft_model(base(oracle), LoraConfig(task_type="CAUSAL_LM", **settings)).eval()
        for parameter_name, parameter in model.named_parameters():
            if "lora_" in parameter_name:
                torch.nn.init.normal_(parameter, std=0.3)
        folder = oracle / "adapters" / name
        folder.mkdir(parents=True, exist_ok=True)
        model.save_pretrained(folder)
        (folder / "README.md").unlink(missing_ok=True)
        versions = {"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__}
        (folder / "scores.json").write_text(
            json.dumps({"versions": versions, "texts": TEXTS, "scores": scores(model)}, indent=1) + "\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
