"""The packages that upstream calls, imported past their own warnings."""

import logging
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's patterns have escapes that Python is about to refuse
    import jieba
    from janome.tokenizer import Tokenizer
    from rouge import Rouge
    from rouge.rouge_score import _lcs, _recon_lcs

jieba.setLogLevel(logging.ERROR)

__all__ = ["Rouge", "Tokenizer", "_lcs", "_recon_lcs", "jieba"]
