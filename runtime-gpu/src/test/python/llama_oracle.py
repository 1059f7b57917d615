"""Makes src/test/resources/oracle/*: tiny Llama models with what transformers' LlamaForCausalLM computes with them, and
what torch.optim.AdamW makes of given gradients.

    python -m venv venv && venv/bin/pip install torch==2.15.0 transformers==5.23.0 safetensors numpy
    venv/bin/python llama_oracle.py ../resources/oracle

The versions above made the committed files; the script writes those it ran with into each file's metadata.
"""

import json
import math
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForCausalLM

VERSIONS = {"torch": torch.__version__, "transformers": transformers.__version__}

# name: what differs from the tiny base
MODELS = {
    "tied": dict(),
    "untied": dict(tie_word_embeddings=False, rms_norm_eps=1e-3),
    "grouped": dict(num_key_value_heads=2, rope_theta=500.0),
    "wide-heads": dict(num_key_value_heads=1, head_dim=10, rope_theta=1e6, tie_word_embeddings=False),
}
BASE = dict(
    vocab_size=13,
    hidden_size=16,
    intermediate_size=24,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=4,
    head_dim=4,
    max_position_embeddings=32,
    rms_norm_eps=1e-5,
    rope_theta=10000.0,
    tie_word_embeddings=True,
)
TOKENS = [[1, 5, 9, 2, 2, 7, 12, 0, 3], [4, 4, 11, 8, 6, 10, 1, 1, 9]]


def model(name, changes, folder):
    torch.manual_seed(len(name))
    fields = {**BASE, **changes}
    theta = fields["rope_theta"]
    config = LlamaConfig(
        **fields, rope_parameters={"rope_type": "default", "rope_theta": theta}, attn_implementation="eager"
    )
    llama = LlamaForCausalLM(config).float().eval()
    with torch.no_grad():
        for key, weight in llama.named_parameters():
            # norms away from 1 and matrices large enough that every part matters
            weight.copy_(1 + 0.3 * torch.randn_like(weight) if weight.dim() == 1 else 0.35 * torch.randn_like(weight))
        logits = llama(torch.tensor(TOKENS)).logits
    rotary = llama.model.rotary_emb.inv_freq
    assert math.isclose(rotary[1].item(), theta ** (-2 / config.head_dim), rel_tol=1e-5), "rope_theta was not taken"
    tensors = {k: v.clone() for k, v in llama.state_dict().items() if not (config.tie_word_embeddings and "lm_head" in k)}
    save_file(tensors, folder / f"{name}.safetensors", {"format": "pt", **VERSIONS})
    config_json = {**fields, "model_type": "llama", "eos_token_id": 0, "hidden_act": "silu"}
    (folder / f"{name}.json").write_text(
        json.dumps(
            {
                "versions": VERSIONS,
                "config": config_json,
                "tokens": TOKENS,
                "logits": [[[round(x, 7) for x in row] for row in seq] for seq in logits.tolist()],
            }
        )
        + "\n"
    )


def adamw(folder):
    """One matrix and one vector (not decayed), twelve updates with clipping, warm-up and a cosine."""
    options = dict(lr=0.05, beta1=0.9, beta2=0.95, epsilon=1e-8, decay=0.1, clip=1.5, warmup=3, steps=12, final=0.1)
    torch.manual_seed(3)
    matrix = torch.randn(3, 4)
    vector = torch.randn(4)
    gradients = [[torch.randn(3, 4) * (0.2 + i % 3), torch.randn(4)] for i in range(options["steps"])]
    start = [matrix.tolist(), vector.tolist()]
    a, b = torch.nn.Parameter(matrix.clone()), torch.nn.Parameter(vector.clone())
    groups = [{"params": [a], "weight_decay": options["decay"]}, {"params": [b], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1, betas=(options["beta1"], options["beta2"]), eps=options["epsilon"])
    norms, after = [], []
    for step, (ga, gb) in enumerate(gradients):
        if step < options["warmup"]:
            rate = options["lr"] * (step + 1) / options["warmup"]
        else:
            progress = (step - options["warmup"]) / (options["steps"] - options["warmup"])
            rate = options["lr"] * (options["final"] + (1 - options["final"]) * 0.5 * (1 + math.cos(math.pi * progress)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        a.grad, b.grad = ga.clone(), gb.clone()
        norms.append(torch.nn.utils.clip_grad_norm_([a, b], options["clip"]).item())
        optimizer.step()
        after.append([a.tolist(), b.tolist()])
    (folder / "adamw.json").write_text(
        json.dumps(
            {
                "versions": VERSIONS,
                "options": options,
                "start": start,
                "gradients": [[g.tolist() for g in pair] for pair in gradients],
                "norms": norms,
                "after": after,
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for model_name, model_changes in MODELS.items():
        model(model_name, model_changes, target)
    adamw(target)
