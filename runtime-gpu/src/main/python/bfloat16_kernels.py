"""Makes src/main/resources/org/rlvr4j/runtime/gpu/kernels/bfloat16.pt: the operations on bfloat16 that DJL's own API lacks,
as a TorchScript module. Casts made here are on the tape.

    python -m venv venv && venv/bin/pip install torch==2.15.0
    venv/bin/python bfloat16_kernels.py ../resources/org/rlvr4j/runtime/gpu/kernels/bfloat16.pt
"""

import sys

import torch
import torch.nn.functional as F


class Bfloat16(torch.nn.Module):
    def forward(self, x: torch.Tensor):
        return x

    @torch.jit.export
    def rounded(self, x: torch.Tensor):
        return x.to(torch.bfloat16)

    @torch.jit.export
    def single(self, x: torch.Tensor):
        return x.to(torch.bfloat16).to(torch.float32)

    # a weight that is trained is float32 and rounded here; one that is frozen is bfloat16 already
    @torch.jit.export
    def linear(self, x: torch.Tensor, weight: torch.Tensor):
        return F.linear(x, weight.to(torch.bfloat16).to(torch.float32))

    @torch.jit.export
    def embed(self, ids: torch.Tensor, weight: torch.Tensor):
        return F.embedding(ids, weight).to(torch.bfloat16).to(torch.float32)


torch.jit.script(Bfloat16()).save(sys.argv[1])
