"""What makes the demo models: texts, tokenizer, network, and the file they end up in."""
