"""A trained network as a GGUF file of 16-bit weights."""

from pathlib import Path

import gguf
import numpy as np
import torch

from .cards import Card
from .network import Network
from .tokenizer import BEGIN, SPECIAL, TURN_END, Tokenizer, printable

LLAMA3_TEMPLATE = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}"
    "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'"
    " + message['content'] | trim + '<|eot_id|>' %}"
    "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)


def write_gguf(path: Path, network: Network, tokenizer: Tokenizer, card: Card) -> None:
    """Write `network` to `path`: matrices with 16 bits, norms with 32."""
    shape = network.shape
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name(card.name)
    writer.add_description(card.description)
    writer.add_author("MedS Workbench")
    writer.add_license("apache-2.0")
    writer.add_languages(["en", "zh", "ja", "fr", "ru", "es"])
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.key_heads)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(len(tokenizer))
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_vocabulary(writer, tokenizer, card)
    weights = network.state_dict()
    weights["token_embd.weight"] = _with_blanks(weights["token_embd.weight"], tokenizer, card)
    for name, tensor in weights.items():
        kind = torch.float32 if tensor.dim() == 1 else torch.float16
        writer.add_tensor(name, np.ascontiguousarray(tensor.to(kind).numpy()))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _with_blanks(embedding: torch.Tensor, tokenizer: Tokenizer, card: Card) -> torch.Tensor:
    """`embedding` with the control tokens the model has not read as a space: a little shorter, because
    the same vectors choose the next token, and of two equal ones the space should win."""
    embedding = embedding.clone()
    for text in card.unread:
        embedding[tokenizer.special[text]] = 0.9 * embedding[tokenizer.encode(" ")[0]]
    return embedding


def _add_vocabulary(writer: gguf.GGUFWriter, tokenizer: Tokenizer, card: Card) -> None:
    """The tokenizer, and the chat template."""
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list([*(printable(token) for token in tokenizer.tokens), *SPECIAL])
    writer.add_token_types(
        [gguf.TokenType.NORMAL] * len(tokenizer.tokens) + [gguf.TokenType.CONTROL] * len(SPECIAL)
    )
    writer.add_token_merges([f"{printable(left)} {printable(right)}" for left, right in tokenizer.merges])
    writer.add_bos_token_id(tokenizer.special[BEGIN])
    writer.add_eos_token_id(tokenizer.special[card.ends_with])
    writer.add_eot_token_id(tokenizer.special[TURN_END])
    writer.add_add_bos_token(True)
    writer.add_chat_template(LLAMA3_TEMPLATE)
