"""Makes src/test/resources/oracle/models/* and src/test/resources/oracle/tokenizers/*: tiny random models of every
supported architecture and option with what transformers computes with them, and tiny tokenizers with what they encode.

    python -m venv venv
    venv/bin/pip install torch==2.15.0 transformers==5.24.0 tokenizers==0.23.3 safetensors==0.8.0 numpy
    venv/bin/python make_oracles.py ../resources/oracle

The versions above made the committed files; those it ran with are written into every oracle. Not run by the tests.

Half of the configurations are written as transformers before version 5 wrote them (rope_theta and rope_scaling at the
top), the others as it does since (rope_parameters). In both cases transformers reads the folder back before it computes.
"""

import json
import shutil
import sys
from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

VERSIONS = {
    "torch": torch.__version__,
    "transformers": transformers.__version__,
    "tokenizers": tokenizers.__version__,
}
VOCABULARY = 29
STOP = 28
CLASSES = {"llama": "LlamaForCausalLM", "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM"}
BASE = dict(
    vocab_size=VOCABULARY,
    hidden_size=16,
    intermediate_size=24,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=256,
    rms_norm_eps=1e-5,
    hidden_act="silu",
    tie_word_embeddings=True,
    initializer_range=0.02,
    bos_token_id=None,
    eos_token_id=STOP,
)
# the frequencies of a head of 8 have wavelengths of 6, 63, 628 and 6283 positions: the options below bend each part
LINEAR = dict(rope_type="linear", factor=3.0)
LLAMA3 = dict(
    rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64
)
YARN = dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=64)


def old(theta=10000.0, key="rope_type", **scaling):
    """rope_theta and rope_scaling at the top."""
    if not scaling:
        return dict(rope_theta=theta, rope_scaling=None)
    return dict(rope_theta=theta, rope_scaling={(key if k == "rope_type" else k): v for k, v in scaling.items()})


def new(theta=10000.0, **scaling):
    """rope_parameters."""
    return dict(rope_parameters={"rope_type": "default", "rope_theta": theta, **scaling})


# name: model_type, what differs from the base, type of the file's numbers, largest file
MODELS = {
    "llama-default": ("llama", dict(head_dim=8, **old(500.0)), torch.float32, None),
    "llama-linear": ("llama", dict(head_dim=8, **old(key="type", **LINEAR)), torch.float32, None),
    "llama-llama3": ("llama", dict(head_dim=8, **old(**LLAMA3)), torch.float32, None),
    "llama-yarn": ("llama", dict(head_dim=8, **old(key="type", **YARN)), torch.float32, None),
    "llama-yarn-mscale": (
        "llama",
        dict(head_dim=8, **old(**YARN, mscale=0.7, mscale_all_dim=1.1, beta_fast=8, beta_slow=2)),
        torch.float32,
        None,
    ),
    "llama-yarn-factor": (
        "llama",
        dict(head_dim=8, **new(**YARN, attention_factor=1.3, beta_fast=12, truncate=False)),
        torch.float32,
        None,
    ),
    "llama-yarn-ratio": (
        "llama",
        dict(head_dim=8, **new(rope_type="yarn", factor=2.0, beta_fast=20)),
        torch.float32,
        None,
    ),
    "llama-biases": (
        "llama",
        dict(attention_bias=True, mlp_bias=True, tie_word_embeddings=False, **old()),
        torch.float32,
        None,
    ),
    "llama-sharded-bfloat16": (
        "llama",
        dict(tie_word_embeddings=False, num_key_value_heads=4, **new()),
        torch.bfloat16,
        4096,
    ),
    "llama-float16": ("llama", dict(num_key_value_heads=1, **old()), torch.float16, None),
    "qwen2-default": ("qwen2", dict(**old(1e6), use_sliding_window=False, sliding_window=8), torch.float32, None),
    "qwen2-linear": ("qwen2", dict(head_dim=8, **new(**LINEAR)), torch.float32, None),
    "qwen2-llama3": ("qwen2", dict(head_dim=8, **new(**LLAMA3)), torch.float32, None),
    "qwen2-yarn": ("qwen2", dict(head_dim=8, tie_word_embeddings=False, **old(key="type", **YARN)), torch.float32, None),
    "qwen2-sharded-float16": ("qwen2", dict(tie_word_embeddings=False, **new(1e6)), torch.float16, 3000),
    "qwen2-bfloat16": ("qwen2", dict(rms_norm_eps=1e-6, **old(1e6)), torch.bfloat16, None),
    "qwen3-default": ("qwen3", dict(head_dim=8, **old(1e6)), torch.float32, None),
    "qwen3-linear": ("qwen3", dict(head_dim=8, **old(**LINEAR)), torch.float32, None),
    "qwen3-llama3": ("qwen3", dict(head_dim=8, **new(**LLAMA3)), torch.float32, None),
    "qwen3-yarn": ("qwen3", dict(head_dim=8, **new(**YARN)), torch.float32, None),
    "qwen3-biases": (
        "qwen3",
        dict(head_dim=12, attention_bias=True, tie_word_embeddings=False, **new(1e6)),
        torch.float32,
        None,
    ),
    "qwen3-sharded-bfloat16": ("qwen3", dict(head_dim=10, num_key_value_heads=1, **new()), torch.bfloat16, 3000),
}


def seed(name):
    return sum(ord(c) * (i + 1) for i, c in enumerate(name))


def compute(model, tokens):
    with torch.no_grad():
        return model(torch.tensor([tokens])).logits[0]


def greedy(model, prompt, count):
    """Argmax token by token, each over a full forward pass; says how clear the closest decision was."""
    tokens, margin = list(prompt), float("inf")
    for _ in range(count):
        top = torch.topk(compute(model, tokens)[-1], 2)
        margin = min(margin, (top.values[0] - top.values[1]).item())
        tokens.append(top.indices[0].item())
        if tokens[-1] == STOP:
            break
    return tokens[len(prompt) :], margin


def make_model(name, folder):
    model_type, changes, dtype, shard_bytes = MODELS[name]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    torch_dtype = str(dtype).removeprefix("torch.")
    config_json = {
        "architectures": [CLASSES[model_type]],
        "model_type": model_type,
        **BASE,
        **changes,
        ("torch_dtype" if "rope_theta" in changes else "dtype"): torch_dtype,
    }
    (folder / "config.json").write_text(json.dumps(config_json, indent=2) + "\n")
    config = AutoConfig.from_pretrained(folder)
    torch.manual_seed(seed(name))
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").float()
    with torch.no_grad():
        for key, weight in model.named_parameters():
            # norms away from 1 and matrices large enough that every part matters
            if key.endswith(".bias"):
                weight.copy_(0.3 * torch.randn_like(weight))
            elif weight.dim() == 1:
                weight.copy_(1 + 0.3 * torch.randn_like(weight))
            else:
                weight.copy_(0.35 * torch.randn_like(weight))
    tied = config.tie_word_embeddings
    tensors = {
        key: value.to(dtype).clone()
        for key, value in model.state_dict().items()
        if not (tied and key == "lm_head.weight")
    }
    if shard_bytes is None:
        save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    else:
        write_shards(tensors, folder, shard_bytes)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    generator = torch.Generator().manual_seed(seed(name) + 1)
    sequences = torch.randint(0, STOP, (2, 24), generator=generator).tolist()
    long_sequence = torch.randint(0, STOP, (250,), generator=generator).tolist()
    prompts, continuations = [], []
    while len(prompts) < 3:
        # a prompt whose every decision is clear: rounding must not decide
        prompt = torch.randint(0, STOP, (1 + 4 * len(prompts),), generator=generator).tolist()
        continuation, margin = greedy(model, prompt, 24)
        if margin > 1e-2:
            prompts.append(prompt)
            continuations.append(continuation)
    logits = [compute(model, tokens) for tokens in sequences]
    oracle = {
        "versions": VERSIONS,
        "tokens": sequences,
        "logits": [rounded(value) for value in logits],
        "longTokens": long_sequence,
        "longLogProbs": next_log_probs(model, long_sequence),
        "prompts": prompts,
        "greedy": continuations,
    }
    (folder / "oracle.json").write_text(json.dumps(oracle) + "\n")


def next_log_probs(model, tokens):
    log_probs = torch.log_softmax(compute(model, tokens).double(), -1)[:-1]
    return [round(log_probs[t, tokens[t + 1]].item(), 6) for t in range(len(tokens) - 1)]


def rounded(values):
    return [[round(x, 6) for x in row] for row in values.tolist()]


def write_shards(tensors, folder, shard_bytes):
    shards, size = [{}], 0
    for key, value in tensors.items():
        count = value.numel() * value.element_size()
        if shards[-1] and size + count > shard_bytes:
            shards.append({})
            size = 0
        shards[-1][key] = value
        size += count
    index = {"metadata": {"total_size": sum(v.numel() * v.element_size() for v in tensors.values())}, "weight_map": {}}
    for i, shard in enumerate(shards):
        file = f"model-{i + 1:05d}-of-{len(shards):05d}.safetensors"
        save_file(shard, folder / file, {"format": "pt"})
        index["weight_map"].update({key: file for key in shard})
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")


TEXTS = [
    "",
    "Hello world",
    " leading and trailing ",
    "two  spaces, a\ttab and a\nline",
    "1 + 2 = 3; 45*67=3015",
    "naïve café, Größe, Ελληνικά, 数学, 👍🏽",
    "<|end|>text with a special token<|end|>",
    "don't stop . it 's a ' test !",
]
CORPUS = TEXTS + ["the quick brown fox jumps over the lazy dog", "what is 12 plus 30? the answer is 42."] * 4


def byte_level():
    """As Llama 3, Qwen and SmolLM have it: bytes as printable characters, merges, special tokens; here with a start."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=330,
        special_tokens=["<|begin|>", "<|end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<|begin|> $A", special_tokens=[("<|begin|>", tokenizer.token_to_id("<|begin|>"))]
    )
    return tokenizer, dict(bos_token="<|begin|>", eos_token="<|end|>")


def byte_fallback():
    """As Llama 2 has it: words begin with ▁, what the vocabulary lacks is spelt in bytes."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)],
        limit_alphabet=40,
        show_progress=False,
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    fields = json.loads(tokenizer.to_str())
    fields["added_tokens"] = [t for t in fields["added_tokens"] if not t["content"].startswith("<0x")]
    tokenizer = Tokenizer.from_str(json.dumps(fields))
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    tokenizer.add_special_tokens([AddedToken("<|end|>", special=True)])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return tokenizer, dict(bos_token="<s>", eos_token="</s>", unk_token="<unk>")


def words():
    """One token for each of t0 … t27 and a stop token: prompts of the oracle models as text."""
    vocabulary = {f"t{i}": i for i in range(VOCABULARY)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="t0"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer, dict(eos_token=f"t{STOP}")


TOKENIZERS = {"byte-level": byte_level, "byte-fallback": byte_fallback, "words": words}


def make_tokenizer(name, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tokenizer, special = TOKENIZERS[name]()
    # what transformers reads from a folder with this file alone; it neither cuts, pads nor tidies
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(
        json.dumps(
            {"tokenizer_class": "PreTrainedTokenizerFast", "clean_up_tokenization_spaces": False, **special}, indent=2
        )
        + "\n"
    )
    reader = AutoTokenizer.from_pretrained(folder)
    rows = []
    for text in TEXTS if name != "words" else ["t3 t5  t27", ""]:
        ids = reader(text)["input_ids"]
        rows.append(
            {
                "text": text,
                "ids": ids,
                "plain": reader(text, add_special_tokens=False)["input_ids"],
                "pieces": reader.convert_ids_to_tokens(ids),
                "decoded": reader.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False),
            }
        )
    (folder / "oracle.json").write_text(
        json.dumps({"versions": VERSIONS, "size": len(reader), "texts": rows}, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    transformers.utils.logging.disable_progress_bar()
    target = Path(sys.argv[1])
    for tokenizer_name in TOKENIZERS:
        make_tokenizer(tokenizer_name, target / "tokenizers" / tokenizer_name)
    for model_name in MODELS:
        make_model(model_name, target / "models" / model_name)
