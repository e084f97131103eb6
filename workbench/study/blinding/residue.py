"""Marks of prompt formats and thoughts that slipped into an answer."""

import re
from collections.abc import Iterator

from workbench.study.blinding.findings import Finding, Kind, Output

_THINKING = re.compile(
    r"<(think|thinking|thought|thoughts|reasoning|reflection|scratchpad)>.*?(?:</\1>|\Z)"
    r"|<\|channel\|>\s*(?:analysis|commentary)\b.*?(?:<\|end\|>|(?=<\|channel\|>\s*final)|\Z)"
    r"|◁think▷.*?(?:◁/think▷|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# A template that opens the thoughts in the prompt leaves only their end in the answer.
_UNOPENED = re.compile(r"\A.*?</(?:think|thinking|thought|thoughts|reasoning)>", re.IGNORECASE | re.DOTALL)

_RESIDUE = re.compile(
    r"<\|start_header_id\|>\s*\w*\s*<\|end_header_id\|>"
    r"|<\|im_start\|>\s*(?:system|user|assistant|tool)?\b"
    r"|<start_of_turn>\s*(?:user|model)?\b"
    r"|<\|(?:start|channel)\|>\s*(?:system|user|assistant|developer|final|analysis|commentary)?\b"
    r"|<\|[\w .:/-]{1,40}\|>"
    r"|<｜[^｜<>\n]{1,40}｜>"
    r"|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS)\]"
    r"|<</?SYS>>"
    r"|</?s>"
    r"|<(?:bos|eos|pad|unk|end_of_turn|end_of_utterance|eot|eom|mask)>"
    r"|<0x[0-9A-Fa-f]{2}>"
    r"|^[ \t]*#{2,3} ?(?:Response|Instructions?|Input|Human|Assistant|User|System)\s*:"
    r"|^[ \t]*(?:USER|ASSISTANT|SYSTEM|Human|Assistant|User)\s*:",
    re.MULTILINE,
)


def thinking(text: str) -> list[tuple[int, int]]:
    """Where thoughts stand: code points, from and up to. Those that never end go to the end of the text."""
    found = [match.span() for match in _THINKING.finditer(text)]
    unopened = _UNOPENED.match(text)
    # Thoughts that have a beginning are found above; here it is the end alone.
    if unopened is not None and not any(start < unopened.end() for start, _ in found):
        found.insert(0, unopened.span())
    return found


def residue(text: str) -> list[tuple[int, int]]:
    """Where marks of a prompt format stand outside thoughts: code points, from and up to."""
    hidden = thinking(text)
    return [
        match.span()
        for match in _RESIDUE.finditer(text)
        if not any(start <= match.start() < end for start, end in hidden)
    ]


def left_over(output: Output) -> Iterator[Finding]:
    """Thoughts and marks of prompt formats in an answer."""
    for start, end in thinking(output.text):
        sentence = "Thoughts before the answer: only models that think write them."
        if not output.text[end:].strip():
            sentence = "Thoughts and no answer after them."
        yield Finding(output.id, start, end, Kind.THINKING, sentence)
    for start, end in residue(output.text):
        mark = output.text[start:end].strip()
        yield Finding(output.id, start, end, Kind.RESIDUE, f"“{mark}” belongs to a model's prompt format.")
