"""MedS Workbench: browse MedS-Bench, run models on it, compare and rate the answers, author MedS-Ins."""

__version__ = "0.1.0"
