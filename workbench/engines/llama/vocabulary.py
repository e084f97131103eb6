"""Text to tokens and back, and grammars over them. Imported in the engine's process only."""

import ctypes
from functools import cached_property, lru_cache

import llama_cpp
import numpy as np
import numpy.typing as npt

from workbench.domain.errors import EngineError, UnsupportedModelError, UnsupportedSamplingError
from workbench.domain.runs import Part, Prompt
from workbench.engines.llama.cells import Tokens
from workbench.engines.llama.choice import Row
from workbench.engines.llama.log import Log

# llama.cpp's token, logit and probability.
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


class Vocabulary:
    """Text to tokens and back."""

    def __init__(self, model: int) -> None:
        self.pointer = self._vocab = llama_cpp.llama_model_get_vocab(model)
        self._bos = llama_cpp.llama_vocab_bos(self._vocab)
        self._adds_bos = llama_cpp.llama_vocab_get_add_bos(self._vocab)
        self.size: int = llama_cpp.llama_vocab_n_tokens(self._vocab)
        self.ends = lru_cache(4096)(self._ends)
        self.piece = lru_cache(65536)(self._piece)
        # Shots and definition stand in every prompt of a task.
        self._plain = lru_cache(256)(self._tokenize)

    def tokens(self, prompt: Prompt) -> Tokens:
        """The tokens of `prompt`, with one beginning-of-text where the model knows one.

        Raises:
            UnsupportedModelError: the prompt has control tokens that the model has not.
            EngineError: the prompt begins twice.
        """
        found: list[int] = []
        text: list[str] = []
        for part in (*prompt.parts, Part("", special=True)):
            if not part.special:
                text.append(part.text)
                continue
            # Neighbouring texts are one text: what a token is does not depend on how it was put together.
            found += self._plain("".join(text)) if text else ()
            text.clear()
            if part.text:
                found.append(self._control(part.text))
        if self._adds_bos and found[:1] != [self._bos]:
            found.insert(0, self._bos)
        if self._bos >= 0 and found.count(self._bos) > 1:
            raise EngineError("The prompt has more than one beginning-of-text token.")
        return np.array(found, np.int32)

    def options(self, prompt: Prompt) -> tuple[tuple[str, Tokens], ...]:
        """The options of `prompt` with their tokens, as the model would write them.

        Raises:
            EngineError: an option has no text.
        """
        found = tuple((text, np.array(self._tokenize(text), np.int32)) for text in prompt.options)
        if any(not len(tokens) for _text, tokens in found):
            raise EngineError("An option has no text, so that nothing can be said about its likelihood.")
        return found

    @cached_property
    def end_tokens(self) -> tuple[int, ...]:
        """All tokens that end an answer."""
        return tuple(token for token in range(self.size) if self._ends(token))

    def begins_with_bos(self, tokens: Tokens) -> bool:
        """Whether the first token is the one that marks the beginning of text."""
        return len(tokens) > 0 and int(tokens[0]) == self._bos

    def _control(self, text: str) -> int:
        tokens = self._tokenize(text, special=True)
        if len(tokens) != 1 or self._piece(tokens[0], special=True) != text.encode():
            raise UnsupportedModelError(
                f"The model has no control token “{text}”, which its prompts would need: "
                "it is not of the Llama 3 family, or its file was converted without them."
            )
        return tokens[0]

    def _tokenize(self, text: str, special: bool = False) -> tuple[int, ...]:
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 16
        buffer = (ctypes.c_int32 * room)()
        count = llama_cpp.llama_tokenize(self._vocab, raw, len(raw), buffer, room, False, special)
        if count < 0:
            raise EngineError(f"A text of {len(text)} characters could not be cut into tokens.")
        return tuple(buffer[:count])

    def _ends(self, token: int) -> bool:
        return bool(llama_cpp.llama_vocab_is_eog(self._vocab, token))

    def _piece(self, token: int, special: bool = False) -> bytes:
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            length = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, room, 0, special)
            if length >= 0:
                return buffer.raw[:length]
            room = -length


class Grammar:
    """An answer that follows a grammar in GBNF."""

    def __init__(self, vocabulary: Vocabulary, text: str, log: Log) -> None:
        """Take a grammar whose root rule is called root.

        Raises:
            UnsupportedSamplingError: llama.cpp cannot read it; the message says where.
        """
        log.clear()
        self._vocabulary = vocabulary
        self._candidates = np.zeros(vocabulary.size, _CANDIDATE)
        self._sampler = llama_cpp.llama_sampler_init_grammar(vocabulary.pointer, text.encode(), b"root")
        if not self._sampler:
            said = log.said("pars", "expecting", "undefined", "error") or "it cannot be read"
            raise UnsupportedSamplingError(f"The grammar is wrong: {said}.")

    def allows(self, token: int) -> bool:
        """Whether `token` can come next."""
        candidate = np.array([(token, 0.0, 0.0)], _CANDIDATE)
        return bool(np.isfinite(self._apply(candidate)[0]["logit"]))

    def narrowed(self, row: Row) -> Row:
        """`row` with a chance only for tokens that can come next."""
        self._candidates["id"] = np.arange(len(row))
        self._candidates["logit"] = row
        return self._apply(self._candidates)["logit"].copy()

    def accept(self, token: int) -> bool:
        """Go on with `token`. Whether nothing can follow is seen when an end is chosen."""
        if not self._vocabulary.ends(token):
            llama_cpp.llama_sampler_accept(self._sampler, token)
        return False

    def __del__(self) -> None:
        if self._sampler:
            llama_cpp.llama_sampler_free(self._sampler)

    def _apply(self, candidates: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
        array = llama_cpp.llama_token_data_array(
            data=candidates.ctypes.data_as(llama_cpp.llama_token_data_p),
            size=len(candidates),
            selected=-1,
            sorted=False,
        )
        llama_cpp.llama_sampler_apply(self._sampler, ctypes.byref(array))
        return candidates
