"""The spaCy factories of all stages, registered as entry points; each imports its stage when it is made."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from spacy.language import Language

# factory → (module, class, what it requires, what it assigns)
_STAGES: dict[str, tuple[str, str, list[str], list[str]]] = {
    "kz_names": ("kzextract.entities.names", "Names", [], ["doc.spans"]),
    "kz_places": ("kzextract.entities.places", "Places", ["doc.spans"], ["doc.spans"]),
    "kz_periods": ("kzextract.entities.periods", "Periods", [], ["doc.spans"]),
    "kz_laws": ("kzextract.entities.laws", "Laws", [], ["doc.spans"]),
    "kz_programs": ("kzextract.entities.programs", "Programs", ["doc.spans"], ["doc.spans"]),
    "kz_orgs": ("kzextract.entities.orgs", "Orgs", ["doc.spans"], ["doc.spans"]),
    "kz_persons": ("kzextract.entities.persons", "Persons", ["doc.spans"], ["doc.spans"]),
    "kz_quantities": ("kzextract.claims.quantities", "Quantities", ["doc.spans"], ["doc.spans"]),
    "kz_claims": ("kzextract.claims.stage", "Claims", ["doc.spans"], ["doc._.kz_document"]),
    "kz_checks": ("kzextract.checks.stage", "Checks", ["doc._.kz_document"], ["doc._.kz_document"]),
}


def _register(factory: str) -> Any:
    module, cls, requires, assigns = _STAGES[factory]

    @Language.factory(factory, requires=requires, assigns=assigns, default_config={"publish": True})
    def make(nlp: Language, name: str, publish: bool) -> Any:
        return getattr(import_module(module), cls)(nlp, name, publish=publish)

    return make


kz_names = _register("kz_names")
kz_places = _register("kz_places")
kz_periods = _register("kz_periods")
kz_laws = _register("kz_laws")
kz_programs = _register("kz_programs")
kz_orgs = _register("kz_orgs")
kz_persons = _register("kz_persons")
kz_quantities = _register("kz_quantities")
kz_claims = _register("kz_claims")
kz_checks = _register("kz_checks")


@Language.factory("kzextract", assigns=["doc.spans", "doc._.kz_document"])
def kzextract(nlp: Language, name: str) -> Any:
    """All stages as one component, for somebody else's pipeline."""
    from kzextract.pipeline import AllStages

    return AllStages([globals()[stage](nlp, stage, publish=True) for stage in _STAGES])
