"""Items of reporting guidelines, filled in where the study knows the answer.

The numbers are the statements'; the wording is our own and short: authors compare it with what was published.
CHART: Huo et al. 2025, BMC Medicine 23:447; TRIPOD-LLM: Gallifant et al. 2025, Nature Medicine 31:60-69;
MI-CLEAR-LLM: Park et al. 2024, Korean Journal of Radiology 25:865-868. Where the numbers were compared:
docs/decisions/0014.
"""

from collections.abc import Mapping

from workbench.domain.reports import Section, Table

OPEN = "to be written"

CHART = (
    ("1", "Title and abstract: a study of health advice by a chatbot, named as such", ""),
    ("2", "Why the study was done, and its questions", ""),
    ("3", "Which models: name, version, build", "models"),
    ("4", "What kind of models they are, and how they were run and set", "sampling"),
    ("5", "How prompts were made, and by whom", ""),
    ("6", "How questions were put: dates, sessions, what was sent", "questions"),
    ("7", "How answers were judged: criteria, judges, blinding, reference", "judging"),
    ("8", "How the number of questions was chosen", "sample"),
    ("9", "How data were analysed, agreement included", "analysis"),
    ("10", "Results: each question's numbers with their uncertainty, harms included", "results"),
    ("11", "What it means, limits, what it is worth in practice", "limits"),
    ("12", "Interests, funding, ethics, protocol, availability of data", "data"),
)
TRIPOD = (
    ("1", "Title: the task, the population, the kind of study", ""),
    ("2", "Abstract after the statement's own list", ""),
    ("3", "Background: the medical context, intended use and users", ""),
    ("4", "Objectives, and which stage of development or evaluation", ""),
    ("5", "Data: sources, what they hold, dates, preparation, what is missing", "questions"),
    ("6", "Analysis: which model, how it was made, how it was asked and set", "models sampling"),
    ("7", "Outputs: measures of quality, who judged and how, what they were compared with", "judging"),
    ("8", "Annotation: instructions, annotators, their agreement", "agreement"),
    ("9", "Prompts: how they were made, and on which data", ""),
    ("10", "Summaries: how texts were prepared before", ""),
    ("11", "Tuning by instructions or preferences, where it was done", ""),
    ("12", "Computing: machines, time, cost", ""),
    ("13", "Approval by an ethics board, and consent", "consent"),
    ("14", "Open science: funding, interests, protocol, registration, data, code", "data"),
    ("15", "Patients and the public: whether and how they took part", ""),
    ("16", "Flow of participants or texts, and what they are like", "flow"),
    ("17", "Performance with uncertainty, in subgroups too", "results"),
    ("18", "Updates of the model, where there were any", ""),
    ("19", "Discussion: meaning, limits, use in practice", "limits"),
)
MI_CLEAR = (
    ("1", "Identity of each model: name, version, maker, date of access or file", "models"),
    ("2", "Randomness: temperature and the like, repeated questions", "sampling"),
    ("3", "Exact wording of prompts, with spelling and line breaks", ""),
    ("4", "How prompts were put: one session or many, one question or several at a time", ""),
    ("5", "How prompts were tested and improved, and on what", ""),
    ("6", "Whether test data were apart from what the model learnt from", ""),
)


def checklists_section(known: Mapping[str, str]) -> Section:
    """The three lists; `known` has what is filled in, by the keys in the lists, one or several."""
    named = (("CHART", CHART), ("TRIPOD-LLM", TRIPOD), ("MI-CLEAR-LLM", MI_CLEAR))
    note = "In our own short words: compare them with the published statement. The rest is open."
    return Section(
        "checklists",
        "Reporting checklists",
        tuple(
            Table(
                name,
                ("Item", "What it asks", "What is known"),
                tuple((number, asked, _known(known, keys)) for number, asked, keys in items),
                (),
                note,
            )
            for name, items in named
        ),
    )


def _known(known: Mapping[str, str], keys: str) -> str:
    """What is known under any of the keys."""
    return "; ".join(known[key] for key in keys.split() if known.get(key)) or OPEN
