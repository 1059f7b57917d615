"""Tiny GGUF files and what they mean: the expected values of the tests in org.rlvr4j.runtime.gpu.internal.gguf.

    python gguf_oracle.py ../resources/oracle/gguf

Made with gguf 0.19.0, transformers 5.24.0, tokenizers 0.23.3, torch 2.15.0, numpy 2.4.6. For each type random blocks and what the
package gguf reads from them; for each architecture a random model, written as llama.cpp's converter writes it (queries and keys
of llama are permuted), with the log-probabilities that transformers gives and the tokens that tokenizers gives.
"""

import json
import pathlib
import sys

import gguf
import numpy as np
import torch
from gguf.quants import dequantize
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM

Q = gguf.GGMLQuantizationType
TYPES = [Q.F32, Q.F16, Q.BF16, Q.Q4_0, Q.Q4_1, Q.Q8_0, Q.Q6_K]
HALVES = {Q.Q4_0: [0], Q.Q4_1: [0, 2], Q.Q8_0: [0], Q.Q6_K: [208]}

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
MODERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|DIGITS| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
# as the models' own tokenizer.json has them
PRE = {
    "smollm": [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)],
    "gpt-2": [pre_tokenizers.ByteLevel(add_prefix_space=False)],
    "qwen2": [
        pre_tokenizers.Split(Regex(MODERN.replace("DIGITS", r"\p{N}")), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ],
    "llama-bpe": [
        pre_tokenizers.Split(Regex(MODERN.replace("DIGITS", r"\p{N}{1,3}")), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ],
}
SPECIAL = ["<|begin|>", "<|end|>", "<|turn|>"]
CORPUS = ["the quick brown fox jumps over the lazy dog 1234567 100 12 ", "it's we'll don't I'M  x  = 3.14;\n\n\tdef f(x):\n"] * 9
TEXTS = [
    "the fox's 1234567 dogs",
    "  12 and 345\n\n  x",
    "It's WE'LL don't",
    "caf\u00e9 e\u0301 \ufb01 \u4e2d\u6587 \u0661\u0662 \U0001d7d9",
    "\t\ttab  end   ",
    "a\r\nb\n\n\nc",
    "<|begin|>hi<|end|> <|turn|>",
    "$5.00 100% ^_^ <= >=",
    "",
]


def dequantization(rng):
    cases = []
    for kind in TYPES:
        elements, size = gguf.GGML_QUANT_SIZES[kind]
        blocks = 3 if elements > 1 else 24
        raw = rng.integers(0, 256, (blocks, size), dtype=np.uint8)
        for at in HALVES.get(kind, []):
            scales = np.array([0.0123, -1.5, 6e-6] * blocks, dtype=np.float16)[:blocks]
            raw[:, at : at + 2] = scales.view(np.uint8).reshape(-1, 2)
        if kind == Q.F32:
            raw = rng.standard_normal((blocks, 1)).astype(np.float32).view(np.uint8)
        if kind == Q.F16:
            special = [0, -0.0, 6e-8, -6e-5, 65504, np.inf, 1 / 3, -1]
            raw = np.array(special * 3, dtype=np.float16).reshape(-1, 1).view(np.uint8)
        if kind == Q.BF16:
            raw[:, 1] &= 0xBF  # neither infinite nor NaN
        data = raw.reshape(1, -1)
        typed = data.view(np.float32) if kind == Q.F32 else data.view(np.float16) if kind == Q.F16 else data
        values = dequantize(typed, kind).astype(np.float32).reshape(-1)
        cases.append({"type": kind.name, "bytes": raw.tobytes().hex(), "bits": values.view(np.int32).tolist()})
    return cases


def tokenizer(pre):
    made = Tokenizer(models.BPE(ignore_merges=pre == "llama-bpe"))
    if pre == "qwen2":
        made.normalizer = normalizers.NFC()
    made.pre_tokenizer = pre_tokenizers.Sequence(PRE[pre])
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    made.train_from_iterator(CORPUS, trainer)
    return made


def permute(weight, heads):
    """What llama.cpp's convert_hf_to_gguf.py does to queries and keys of the architecture llama."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


NAMES = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def gguf_name(name):
    for theirs, ours in NAMES.items():
        name = name.replace(theirs, ours)
    return name.replace("model.layers.", "blk.")


def write(path, architecture, model, made, pre, extra):
    config = model.config
    out = gguf.GGUFWriter(path, architecture)
    out.add_block_count(config.num_hidden_layers)
    out.add_context_length(config.max_position_embeddings)
    out.add_embedding_length(config.hidden_size)
    out.add_feed_forward_length(config.intermediate_size)
    out.add_head_count(config.num_attention_heads)
    out.add_head_count_kv(config.num_key_value_heads)
    out.add_rope_freq_base(50000.0)
    out.add_layer_norm_rms_eps(config.rms_norm_eps)
    if architecture == "qwen3":
        out.add_key_length(config.head_dim)
        out.add_value_length(config.head_dim)
    extra(out)
    vocabulary = sorted(made.get_vocab().items(), key=lambda entry: entry[1])
    out.add_tokenizer_model("gpt2")
    out.add_tokenizer_pre(pre)
    out.add_token_list([token for token, _ in vocabulary])
    out.add_token_types([3 if token in SPECIAL else 1 for token, _ in vocabulary])
    out.add_token_merges([" ".join(merge) for merge in json.loads(made.to_str())["model"]["merges"]])
    out.add_bos_token_id(0)
    out.add_eos_token_id(1)
    out.add_eot_token_id(2)
    out.add_pad_token_id(1)
    out.add_add_bos_token(architecture == "llama")
    out.add_chat_template("{% for m in messages %}<|turn|>{{ m.role }}\n{{ m.content }}{% endfor %}")
    for name, tensor in model.state_dict().items():
        if name == "lm_head.weight" and config.tie_word_embeddings:
            continue
        values = tensor.detach().numpy()
        if architecture == "llama" and ("q_proj" in name or "k_proj" in name):
            values = permute(values, config.num_attention_heads if "q_proj" in name else config.num_key_value_heads)
        out.add_tensor(gguf_name(name), np.ascontiguousarray(values))
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def scaling_of(architecture):
    if architecture == "qwen2":
        return {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 16}
    if architecture == "qwen3":
        return {"rope_type": "linear", "factor": 2.0}
    return None


def extra_of(architecture):
    def extra(out):
        if architecture == "qwen2":
            out.add_rope_scaling_type(gguf.RopeScalingType.YARN)
            out.add_rope_scaling_factor(4.0)
            out.add_rope_scaling_orig_ctx_len(16)
        if architecture == "qwen3":
            out.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
            out.add_rope_scaling_factor(2.0)

    return extra


FAMILIES = {
    "llama": (LlamaConfig, LlamaForCausalLM, "smollm"),
    "qwen2": (Qwen2Config, Qwen2ForCausalLM, "qwen2"),
    "qwen3": (Qwen3Config, Qwen3ForCausalLM, "llama-bpe"),
}


def family(architecture, folder):
    config_class, model_class, pre = FAMILIES[architecture]
    made = tokenizer(pre)
    scaling = scaling_of(architecture)
    config = config_class(
        vocab_size=made.get_vocab_size(),
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16 if architecture == "qwen3" else 8,
        max_position_embeddings=64,
        rms_norm_eps=1e-6,
        rope_parameters={"rope_theta": 50000.0, "rope_type": "default"} | (scaling or {}),
        tie_word_embeddings=architecture != "qwen2",
    )
    torch.manual_seed(1)
    model = model_class(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(0, 0.3)
    write(folder / f"{architecture}.gguf", architecture, model, made, pre, extra_of(architecture))
    tokens = torch.arange(3, 35).reshape(1, -1) * 7 % made.get_vocab_size()
    with torch.no_grad():
        scores = model(tokens).logits.log_softmax(-1)[0, :-1].gather(-1, tokens[0, 1:, None])[:, 0]
    # a start token is added by the importer's files and not by this tokenizer
    start = [0] if architecture == "llama" else []
    return {
        "architecture": architecture,
        "tokens": tokens[0].tolist(),
        "logprobs": scores.tolist(),
        "texts": [{"text": text, "ids": start + made.encode(text).ids} for text in TEXTS],
    }


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(1)
    oracle = {"dequantization": dequantization(rng), "models": [family(name, folder) for name in FAMILIES]}
    (folder / "oracle.json").write_text(json.dumps(oracle) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
