"""The same figure in different releases: why it is taken for the same, and where they disagree."""

from kzextract.compare.engine import compare
from kzextract.compare.records import Comparison, Entry, Reason

__all__ = ["Comparison", "Entry", "Reason", "compare"]
