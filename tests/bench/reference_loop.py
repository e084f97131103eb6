"""llama-cpp-python's own way, as most programs use it: `create_completion`, one prompt after the other.

    python -m tests.bench.reference_loop MODEL.gguf THREADS CONTEXT MAX_NEW_TOKENS < prompts.json

Takes prompts as lists of (text, is a control token), prints what they cost as one line of JSON.
"""

import json
import sys
import time

import llama_cpp


def main() -> None:
    """Answer every prompt greedily, and measure."""
    path, threads, context, most = sys.argv[1], *map(int, sys.argv[2:5])
    model = llama_cpp.Llama(
        path, n_ctx=context, n_threads=threads, n_threads_batch=threads, flash_attn=True, verbose=False
    )
    prompts = json.load(sys.stdin)
    texts = []
    wall, cpu = time.perf_counter(), time.process_time()
    for parts in prompts:
        tokens = [
            token
            for text, special in parts
            for token in model.tokenize(text.encode(), add_bos=False, special=special)
        ]
        reply = model.create_completion(tokens, max_tokens=most, temperature=0.0, repeat_penalty=1.0)
        texts.append(reply["choices"][0]["text"])
    found = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "texts": texts}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
