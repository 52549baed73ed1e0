"""The stages, in order, in one list; runs them on sheets, and builds the spaCy ``Language`` of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from kzextract.lexicon.own import Given, Lexicon, open_lexicon
from kzextract.lexicon.scope import using
from kzextract.reading.reader import read
from kzextract.reading.sheet import Sheet, keep_sheet

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from kzextract.stage import Stage

# The name of the tokenizer among spaCy's.
TOKENIZER = "kzextract.ReadingTokenizer.v1"
# The order is the way of the data: each stage reads what earlier ones wrote.
# factory → (module, class)
STAGES: dict[str, tuple[str, str]] = {
    "kz_names": ("kzextract.entities.names", "Names"),
    "kz_places": ("kzextract.entities.places", "Places"),
    "kz_periods": ("kzextract.entities.periods", "Periods"),
    "kz_laws": ("kzextract.entities.laws", "Laws"),
    "kz_programs": ("kzextract.entities.programs", "Programs"),
    "kz_orgs": ("kzextract.entities.orgs", "Orgs"),
    "kz_persons": ("kzextract.entities.persons", "Persons"),
    "kz_quantities": ("kzextract.claims.quantities", "Quantities"),
    "kz_claims": ("kzextract.claims.stage", "Claims"),
    "kz_checks": ("kzextract.checks.stage", "Checks"),
}


def make_stage(
    factory: str,
    nlp: Language | None = None,
    name: str = "",
    publish: bool = True,
    lexicon: Lexicon | None = None,
) -> Stage:
    """A stage by the name of its factory."""
    module, cls = STAGES[factory]
    stage: Stage = getattr(import_module(module), cls)(nlp, name or factory, publish=publish, lexicon=lexicon)
    return stage


@cache
def stages() -> tuple[Stage, ...]:
    """The stages that :func:`kzextract.extract` runs, made once a process; nothing of spaCy is imported."""
    return tuple(make_stage(factory) for factory in STAGES)


def annotate(sheets: Sequence[Sheet], lexicon: Lexicon | None = None) -> None:
    """Runs every stage on a batch of read sheets; ``sheet.document`` of each is made then.

    ``lexicon`` is the user's own, if any; the stages are the same.
    """
    with using(lexicon):
        for stage in stages():
            stage.annotate_many(sheets)


class ReadingTokenizer:
    """A spaCy tokenizer that cuts with razdel and keeps the sheet for the stages that follow."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        sheet = read(text)
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in [*((w.start, w.end) for w in sheet.words), (len(text), len(text))]:
            gap = text[at:start]
            if words and gap.startswith(" "):
                # spaCy keeps one space as a flag of the token before it; all other white space is a token.
                spaces[-1] = True
                gap = gap[1:]
            for token in (gap, text[start:end]):
                if token:
                    words.append(token)
                    spaces.append(False)
            at = end
        doc = Doc(self.vocab, words=words, spaces=spaces)
        keep_sheet(doc, sheet)
        return doc

    def to_bytes(self, **kwargs: object) -> bytes:
        """Nothing to save: the tokenizer has no settings."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: object) -> ReadingTokenizer:
        """Nothing to load."""
        return self

    def to_disk(self, path: object, **kwargs: object) -> None:
        """Nothing to save."""

    def from_disk(self, path: object, **kwargs: object) -> ReadingTokenizer:
        """Nothing to load."""
        return self


class AllStages:
    """Every stage in order as one component: ``spacy.blank("ru").add_pipe("kzextract")``."""

    def __init__(self, stages: list[Stage]) -> None:
        self.stages = stages

    def __call__(self, doc: Doc) -> Doc:
        for stage in self.stages:
            doc = stage(doc)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Documents through all stages, each stage in its own batches."""
        stream = iter(docs)
        for stage in self.stages:
            stream = stage.pipe(stream, batch_size=batch_size)
        return stream


def load(lexicon: Given = None) -> Language:
    """The spaCy pipeline of the stages that :func:`kzextract.extract` runs.

    Without a ``lexicon`` it is built once a process. With one (the path of a TOML file, or several) this
    pipeline knows what the files add, and others do not; ``nlp.config`` names them, so that ``spacy.load`` of
    a saved pipeline reads them again. Raises :class:`kzextract.LexiconError` naming file, line and key.

    >>> load().pipe_names[:3]
    ['kz_names', 'kz_places', 'kz_periods']
    """
    own = open_lexicon(lexicon)
    return _load() if own is None else _built([source.file for source in own.sources])


@cache
def _load() -> Language:
    return _built(None)


def _built(files: list[str] | None) -> Language:
    import spacy

    import kzextract.factories  # noqa: F401  (registers the stages)

    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for stage in STAGES:
        nlp.add_pipe(stage, config={"lexicon": files})
    return nlp
