"""A child process that asks a model: prompts as JSON on its input, answers as JSON on its output.

    python -m tests.demo.ask MODEL.gguf MAX_NEW_TOKENS < prompts.json

A prompt is a list of parts, each a text and whether it is a control token.
"""

import json
import sys

import llama_cpp

from workbench.engines.llama import backends
from workbench.engines.llama.log import Log


def main() -> None:
    """Answer every prompt greedily; with 0 new tokens only count theirs."""
    model, most = sys.argv[1], int(sys.argv[2])
    _log = Log()  # Kept in a name, because C holds no reference; what is loaded is not told on any stream.
    backends.load(next(iter(backends.cpu_variants()), None))
    llama = llama_cpp.Llama(
        model, n_ctx=4096, n_threads=1, n_threads_batch=1, vocab_only=not most, verbose=False
    )
    answers = []
    for parts in json.load(sys.stdin):
        tokens = [
            token
            for text, special in parts
            for token in llama.tokenize(text.encode(), add_bos=False, special=special)
        ]
        if not most:
            answers.append({"text": "", "ended": False, "tokens": len(tokens)})
            continue
        reply = llama.create_completion(tokens, max_tokens=most, temperature=0.0, repeat_penalty=1.0)
        choice = reply["choices"][0]
        answers.append(
            {"text": choice["text"], "ended": choice["finish_reason"] == "stop", "tokens": len(tokens)}
        )
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
