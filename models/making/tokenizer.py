"""A small byte-level BPE that splits text as Llama 3 does, so that llama.cpp gives the same tokens."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import regex  # type: ignore[import-untyped]

from workbench.domain.runs import Part

BEGIN, END, HEADER, HEADER_END, TURN_END = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eot_id|>",
)
SPECIAL = (BEGIN, END, HEADER, HEADER_END, TURN_END)

_WORD = regex.compile(
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_LONGEST = 16
"""Bytes of the longest token: longer ones would be whole clauses where words are not spaced."""

Pair = tuple[bytes, bytes]


def _printable_bytes() -> dict[int, str]:
    """GPT-2's way to write each byte as a visible character, which GGUF vocabularies keep."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + place) for place, byte in enumerate(rest)}


_PRINTABLE = _printable_bytes()


def printable(token: bytes) -> str:
    """`token` as GGUF vocabularies write it."""
    return "".join(_PRINTABLE[byte] for byte in token)


class Tokenizer:
    """Text to token ids and back."""

    def __init__(self, merges: Sequence[Pair]) -> None:
        self.merges = tuple(merges)
        self.tokens = [bytes([byte]) for byte in range(256)] + [left + right for left, right in merges]
        self._ids = {token: place for place, token in enumerate(self.tokens)}
        self._ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.special = {text: len(self.tokens) + place for place, text in enumerate(SPECIAL)}
        self._known: dict[bytes, list[int]] = {}

    def __len__(self) -> int:
        return len(self.tokens) + len(SPECIAL)

    @classmethod
    def trained(cls, texts: Iterable[str], size: int) -> "Tokenizer":
        """A tokenizer of at most `size` tokens, its merges learnt from `texts`."""
        return cls(_learn(texts, size - 256 - len(SPECIAL)))

    @classmethod
    def load(cls, path: Path) -> "Tokenizer":
        """The tokenizer that `save` wrote."""
        pairs = json.loads(path.read_text(encoding="ascii"))
        return cls([(bytes.fromhex(left), bytes.fromhex(right)) for left, right in pairs])

    def save(self, path: Path) -> None:
        """Write the merges; everything else follows from them."""
        path.write_text(json.dumps([(left.hex(), right.hex()) for left, right in self.merges]), "ascii")

    def encode(self, text: str) -> list[int]:
        """Ids of plain `text`; control tokens in it are text like any other."""
        return [token for word in _WORD.findall(text) for token in self._word(word.encode())]

    def encode_parts(self, parts: Iterable[Part]) -> list[int]:
        """Ids of a prompt, control tokens included."""
        ids: list[int] = []
        for part in parts:
            ids += [self.special[part.text]] if part.special else self.encode(part.text)
        return ids

    def decode(self, ids: Iterable[int]) -> str:
        """The text of `ids` without control tokens."""
        text = b"".join(self.tokens[token] for token in ids if token < len(self.tokens))
        return text.decode(errors="replace")

    def _word(self, word: bytes) -> list[int]:
        """Ids of one word: itself when it is a token, else its merges in the order they were learnt."""
        if word in self._ids:
            return [self._ids[word]]
        if word not in self._known:
            symbols = [bytes([byte]) for byte in word]
            while len(symbols) > 1:
                pairs = list(pairwise(symbols))
                best = min(range(len(pairs)), key=lambda place: self._ranks.get(pairs[place], 1 << 30))
                if pairs[best] not in self._ranks:
                    break
                symbols[best : best + 2] = [symbols[best] + symbols[best + 1]]
            self._known[word] = [self._ids[symbol] for symbol in symbols]
        return self._known[word]


def _learn(texts: Iterable[str], wanted: int) -> list[Pair]:
    """Up to `wanted` merges of the commonest neighbours; ties go to the smaller bytes."""
    counts = Counter(word.encode() for text in texts for word in _WORD.findall(text))
    words = [[bytes([byte]) for byte in word] for word in counts]
    weights = list(counts.values())
    pairs: Counter[Pair] = Counter()
    where: dict[Pair, set[int]] = defaultdict(set)
    for place, symbols in enumerate(words):
        for pair in pairwise(symbols):
            pairs[pair] += weights[place]
            where[pair].add(place)
    merges: list[Pair] = []
    while len(merges) < wanted:
        fitting = (pair for pair, count in pairs.items() if count > 1 and len(pair[0] + pair[1]) <= _LONGEST)
        best = max(fitting, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None:
            break
        merges.append(best)
        for place in where.pop(best):
            for pair in pairwise(words[place]):
                pairs[pair] -= weights[place]
            words[place] = _merged(words[place], best)
            for pair in pairwise(words[place]):
                pairs[pair] += weights[place]
                where[pair].add(place)
    return merges


def _merged(symbols: list[bytes], pair: Pair) -> list[bytes]:
    """`symbols` with every occurrence of `pair` made one, from the left."""
    merged: list[bytes] = []
    for symbol in symbols:
        if merged and (merged[-1], symbol) == pair:
            merged[-1] += symbol
        else:
            merged.append(symbol)
    return merged
