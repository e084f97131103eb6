"""The words that MedS-Ins files use where a field takes one of a few."""

from workbench.domain.languages import LANGUAGES

CATEGORIES = (
    "Question Answering",
    "Text Summarization",
    "Information Extraction",
    "Explanation",
    "Named Entity Recognition",
    "Diagnosis",
    "Treatment Planning",
    "Clinical Outcome Prediction",
    "Text Classification",
    "Fact Verification",
    "Natural Language Inference",
    "Dialogue",
    "Intent Identification",
    "Sentence Composition Analysis",
    "Text Completion",
    "Text Retrieval",
    "Translation",
    "Word Relation Classification",
    "Wrong Candidate Generation",
)
"""The 19 categories of MedS-Ins; the benchmark's eleven come first, in the order of the paper."""

SPLIT_TYPES = ("Train", "Test", "Train/Test")
"""What a task may be used for, in the contributor guideline's words."""

LANGUAGE_NAMES = tuple(LANGUAGES.values())
"""The benchmark's six languages as files spell them."""
