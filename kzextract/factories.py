"""The spaCy factories of all stages, registered as entry points; each imports its stage when it is made."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from kzextract.lexicon.own import open_lexicon
from kzextract.pipeline import STAGES, TOKENIZER, AllStages, ReadingTokenizer, make_stage
from kzextract.records import Document
from kzextract.stage import KEY

# What a factory requires and assigns, where it is not the default ([], ["doc.spans"]).
_NEEDS: dict[str, tuple[list[str], list[str]]] = {
    "kz_places": (["doc.spans"], ["doc.spans"]),
    "kz_programs": (["doc.spans"], ["doc.spans"]),
    "kz_orgs": (["doc.spans"], ["doc.spans"]),
    "kz_persons": (["doc.spans"], ["doc.spans"]),
    "kz_quantities": (["doc.spans"], ["doc.spans"]),
    "kz_claims": (["doc.spans"], ["doc._.kz_document"]),
    "kz_checks": (["doc._.kz_document"], ["doc._.kz_document"]),
}


# ``lexicon``: the user's own TOML files, by their paths.
_DEFAULTS = {"publish": True, "lexicon": None}


def get_document(doc: Doc) -> Document | None:
    """The document record of a spaCy ``Doc``, or None where the stages have not run."""
    held = doc.user_data.get(KEY)
    return None if held is None else Document.from_dict(held)


if not Doc.has_extension("kz_document"):
    Doc.set_extension("kz_document", getter=get_document)


def _register(factory: str) -> Any:
    requires, assigns = _NEEDS.get(factory, ([], ["doc.spans"]))

    @Language.factory(factory, requires=requires, assigns=assigns, default_config=_DEFAULTS)  # type: ignore[untyped-decorator]
    def make(nlp: Language, name: str, publish: bool, lexicon: str | list[str] | None) -> Any:
        return make_stage(factory, nlp, name, publish, open_lexicon(lexicon))

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


@Language.factory("kzextract", assigns=["doc.spans", "doc._.kz_document"], default_config=_DEFAULTS)  # type: ignore[untyped-decorator]
def kzextract(nlp: Language, name: str, publish: bool, lexicon: str | list[str] | None) -> Any:
    """All stages as one component, for somebody else's pipeline."""
    own = open_lexicon(lexicon)
    return AllStages([make_stage(factory, nlp, publish=publish, lexicon=own) for factory in STAGES])


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Any:
    """The tokenizer of :func:`kzextract.load`, which cuts as the records are made from."""
    return lambda nlp: ReadingTokenizer(nlp.vocab)
