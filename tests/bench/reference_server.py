"""llama.cpp's own server, in the package xllamacpp: some slots, as many requests under way.

    python -m tests.bench.reference_server MODEL.gguf SLOTS THREADS CONTEXT < asked.json

Takes token ids and the longest answer of each prompt, prints what they cost as one line of JSON. The server
runs within this process, so that its CPU time is this process's; requests do not go through the network.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import xllamacpp


def main() -> None:
    """Answer every prompt greedily, and measure."""
    path, slots, threads, context = sys.argv[1], *map(int, sys.argv[2:5])
    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_parallel = slots
    params.n_ctx = context * slots
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup = True
    params.verbosity = -1
    server = xllamacpp.Server(params)
    asked = json.load(sys.stdin)

    def ask(one: dict[str, Any]) -> str:
        body = {"prompt": one["tokens"], "n_predict": one["most"], "temperature": 0.0, "cache_prompt": True}
        reply = server.handle_completions(body)
        return str(reply["content"] if "content" in reply else reply["choices"][0]["text"])

    wall, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(slots) as pool:
        texts = list(pool.map(ask, asked))
    found = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "texts": texts}
    sys.stdout.flush()
    print("\n" + json.dumps(found))


if __name__ == "__main__":
    main()
