"""Prompts as the token ids that all ways are asked with.

python -m tests.bench.reference_tokens MODEL.gguf < parts.json
"""

import json
import sys

from workbench.domain.runs import Part, Prompt
from workbench.engines.llama.log import Log
from workbench.engines.llama.native import open_vocabulary


def main() -> None:
    """Turn lists of (text, is a control token) into lists of ids."""
    vocabulary = open_vocabulary(sys.argv[1], Log())
    found = []
    for parts in json.load(sys.stdin):
        prompt = Prompt("", "", "", tuple(Part(text, special) for text, special in parts))
        found.append(vocabulary.tokens(prompt).tolist())
    print(json.dumps(found))


if __name__ == "__main__":
    main()
