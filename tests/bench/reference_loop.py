"""llama-cpp-python's own way, as most programs use it: `create_completion`, one prompt after the other.

    python -m tests.bench.reference_loop MODEL.gguf VARIANT THREADS CONTEXT [alone] < asked.json

Takes token ids and the longest answer of each prompt, prints what they cost as one line of JSON. VARIANT is
the kind of processor whose code is used: the wheels that people install have "haswell", AVX2 for everybody.
With "alone" nothing is kept from one prompt to the next: what a prompt shares with the one before it would be
read in other steps than the rest, and rounded in other ways. Then tokens of any length are in the texts too;
llama-cpp-python leaves out those of more than 32 bytes.
"""

import ctypes
import json
import sys
import time
from collections.abc import Sequence
from functools import partial

import llama_cpp

from workbench.engines.llama import backends

LONGEST_TOKEN = 1024


def written(vocabulary: object, tokens: Sequence[int], **_how: object) -> bytes:
    """The tokens' bytes one after the other, whatever their length."""
    room = ctypes.create_string_buffer(LONGEST_TOKEN)
    pieces = []
    for token in tokens:
        size = llama_cpp.llama_token_to_piece(vocabulary, token, room, LONGEST_TOKEN, 0, False)
        pieces.append(room.raw[: max(0, size)])
    return b"".join(pieces)


def main() -> None:
    """Answer every prompt greedily, and measure."""
    path, variant, threads, context = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    alone = sys.argv[5:] == ["alone"]
    backends.load(variant)
    model = llama_cpp.Llama(
        path, n_ctx=context, n_threads=threads, n_threads_batch=threads, flash_attn=True, verbose=False
    )
    if alone:
        model.detokenize = partial(written, llama_cpp.llama_model_get_vocab(model._model.model))
    asked = json.load(sys.stdin)
    texts = []
    # The first step reads the weights from the disk.
    model.create_completion(asked[0]["tokens"][:8], max_tokens=1, temperature=0.0)
    model.reset()
    wall, cpu = time.perf_counter(), time.process_time()
    for one in asked:
        if alone:
            model.reset()
        reply = model.create_completion(
            one["tokens"], max_tokens=one["most"], temperature=0.0, repeat_penalty=1.0
        )
        texts.append(reply["choices"][0]["text"])
    found = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "texts": texts}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
