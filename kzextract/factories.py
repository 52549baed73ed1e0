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
# Most stages work alone, and better after those that stand before them in STAGES.
_NEEDS: dict[str, tuple[list[str], list[str]]] = {
    "kz_claims": (["doc.spans"], ["doc._.kz_document"]),
    "kz_checks": (["doc._.kz_document"], ["doc._.kz_document"]),
}


# The colours of kzextract.review.highlight, lighter where letters stand on them.
DISPLACY_COLORS = {
    "PLACE": "#7fd6bd",
    "PERSON": "#9ccbe8",
    "ORG": "#56b4e9",
    "PROGRAM": "#e3b5d0",
    "LAW": "#cccccc",
    "PERIOD": "#eeae80",
    "QUANTITY": "#f3cc76",
}

# ``lexicon``: the user's own TOML files, by their paths.
_DEFAULTS = {"publish": True, "lexicon": None}


def get_document(doc: Doc) -> Document | None:
    """The document record of a spaCy ``Doc``, or None where the stages have not run."""
    held = doc.user_data.get(KEY)
    return None if held is None else Document.from_dict(held)


if not Doc.has_extension("kz_document"):
    Doc.set_extension("kz_document", getter=get_document)
if not Doc.has_extension("kz_origin"):
    # What is known of a text: date (an ISO string, if the document is to be saved), source, url, id, place …
    Doc.set_extension("kz_origin", default=None)


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
