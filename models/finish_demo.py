"""Quantizes what `train_demo.py` left in build/demo, and writes the demo models with their catalogue entries.

Run in the project's own environment: `.venv/bin/python -m models.finish_demo`. Refuses a model whose
tokens are not those it was trained with.
"""

import argparse
import ctypes
import hashlib
import json
from pathlib import Path

import llama_cpp

from models.making import texts
from models.making.cards import BASE, INSTRUCT, Card
from models.making.tokenizer import Tokenizer
from workbench.evaluation.prompts import paper_prompt

MODELS = Path(__file__).resolve().parent
BUILD = MODELS.parent / "build" / "demo"
QUANTIZATIONS = {"Q8_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0, "Q4_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M}


def quantize(source: Path, target: Path, quantization: str) -> None:
    """Write `source` to `target` with fewer bits, by llama.cpp itself."""
    options = llama_cpp.llama_model_quantize_default_params()
    options.ftype = QUANTIZATIONS[quantization]
    options.nthread = 1
    failed = llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(options))
    if failed:
        raise SystemExit(f"llama.cpp could not quantize {source}")


def check_tokens(model: Path, tokenizer: Tokenizer) -> int:
    """How many prompt parts llama.cpp was asked; refuses when one has other tokens than in training."""
    llama = llama_cpp.Llama(str(model), vocab_only=True, verbose=False)
    asked = 0
    for task, rows in texts.demo_tasks().items():
        for place, row in enumerate(rows):
            shots = [rows[(place + step) % len(rows)] for step in (1, 2, 3)]
            prompts = (paper_prompt(task, row), paper_prompt(task, row, shots))
            plain = [part.text for prompt in prompts for part in prompt.parts if not part.special]
            for text in (*plain, *row.references, row.input):
                ids = llama.tokenize(text.encode(), add_bos=False, special=False)
                if ids != tokenizer.encode(text):
                    raise SystemExit(f"{model.name}: llama.cpp splits this otherwise: {text!r}")
                asked += 1
    for text, token in tokenizer.special.items():
        if llama.tokenize(text.encode(), add_bos=False, special=True) != [token]:
            raise SystemExit(f"{model.name}: {text} is not control token {token}")
    return asked


def write_entry(model: Path, card: Card, quantization: str) -> None:
    """The catalogue entry beside `model`."""
    keys: dict[str, str | int] = {
        "name": model.stem,
        "title": card.title,
        "file": model.name,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "size": model.stat().st_size,
        "quantization": quantization,
        "licence": "Apache-2.0",
        "prompt_format": "llama3",
        "note": card.description,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    model.with_suffix(".toml").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Finish both models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quantization", choices=list(QUANTIZATIONS), default="Q4_K_M")
    parser.add_argument("--folder", type=Path, default=MODELS)
    options = parser.parse_args()
    tokenizer = Tokenizer.load(BUILD / "tokenizer.json")
    for card in (BASE, INSTRUCT):
        model = options.folder / f"{card.file}.gguf"
        quantize(BUILD / f"{card.file}-f16.gguf", model, options.quantization)
        asked = check_tokens(model, tokenizer)
        write_entry(model, card, options.quantization)
        print(f"{model.name}: {model.stat().st_size:,} bytes, {asked} texts split as in training")


if __name__ == "__main__":
    main()
