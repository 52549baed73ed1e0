"""What is known of a noun that names a position."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A form of a noun that names a position: its nominative, its cases by number, and what it governs."""

    lemma: str
    gender: str
    singular: frozenset[str]
    plural: frozenset[str]
    rank: bool
    deputy: bool
    instrumental: bool
    calling: bool
    relation: bool

    @property
    def cases(self) -> frozenset[str]:
        """The cases of both numbers."""
        return self.singular | self.plural
