"""Decisions of an adjudication as lines of JSON, only ever appended.

