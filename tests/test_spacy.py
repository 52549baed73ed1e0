"""kzextract in spaCy, each thing used as spaCy's documentation tells."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from conftest import RELEASES, ROOT
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import kzextract
from kzextract import extract
from kzextract.factories import DISPLACY_COLORS
from kzextract.pipeline import STAGES, ReadingTokenizer

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TEXT = (
    "В Астане за 9 месяцев 2025 года изъято 5 кг наркотиков, сообщил начальник Департамента полиции "
    "Иван Петров.\n"
    "В рамках акции «Тихий двор» по ст. 188 УК РК раскрыто 10–12 интернет-мошенничеств, это на 27,6% больше."
)
# What a stage shows by itself: text and label of each span, alone in a pipeline with any tokenizer.
ALONE = {
    "kz_names": [("Астане", "LOC"), ("Департамента полиции", "ORG"), ("Иван Петров", "PER"), ("РК", "LOC")],
    "kz_places": [("Астане", "PLACE")],
    "kz_periods": [("за 9 месяцев 2025 года", "PERIOD")],
    "kz_laws": [("ст. 188 УК РК", "LAW")],
    "kz_programs": [("Тихий двор", "PROGRAM")],
    "kz_orgs": [("Департамента полиции", "ORG")],
    "kz_persons": [("Иван Петров", "PERSON")],
    "kz_quantities": [("5 кг", "QUANTITY"), ("10–12", "QUANTITY"), ("27,6%", "QUANTITY")],
}


class Whitespace:
    """A tokenizer that cuts at spaces alone, as spaCy's documentation shows one."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = text.split(" ")
        spaces = [True] * (len(words) - 1) + [False]
        for i, word in enumerate(words):
            if not word:
                words[i], spaces[i] = " ", False
        return Doc(self.vocab, words=words, spaces=spaces)


def shown(doc: Doc, key: str) -> list[str]:
    """The texts of the spans in a group."""
    return [span.text for span in doc.spans[key]]


def blank() -> Language:
    return spacy.blank("ru")


def with_sentencizer() -> Language:
    nlp = spacy.blank("ru")
    nlp.add_pipe("sentencizer")
    return nlp


def multilingual() -> Language:
    return spacy.blank("xx")


def at_spaces() -> Language:
    nlp = spacy.blank("ru")
    nlp.tokenizer = Whitespace(nlp.vocab)
    return nlp


PIPELINES = [blank, with_sentencizer, multilingual, at_spaces]


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("ru")
    made.add_pipe("kzextract")
    return made


@pytest.mark.parametrize("make", PIPELINES)
def test_in_somebody_elses_pipeline_the_records_are_the_same(make: object) -> None:
    assert callable(make)
    nlp = make()
    nlp.add_pipe("kzextract")
    texts = [
        json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(RELEASES.glob("*.json"))[:8]
    ]
    assert texts
    for doc in nlp.pipe([TEXT, *texts]):
        assert doc._.kz_document == extract(doc.text)


@pytest.mark.parametrize("make", [blank, with_sentencizer, multilingual])
@pytest.mark.parametrize("stage", ALONE)
def test_a_stage_alone(stage: str, make: object) -> None:
    assert callable(make)
    nlp = make()
    nlp.add_pipe(stage)
    for doc in (nlp(TEXT), *nlp.pipe([TEXT])):
        assert [(span.text, span.label_) for span in doc.spans[stage]] == ALONE[stage]
    problems = nlp.analyze_pipes()["problems"][stage]
    assert problems == []


def test_tokens_that_are_larger_than_a_mention_are_shown_whole() -> None:
    nlp = at_spaces()
    nlp.add_pipe("kz_programs")
    assert shown(nlp(TEXT), "kz_programs") == ["«Тихий двор»"]


def test_a_few_stages_in_another_order_and_under_other_names() -> None:
    nlp = with_sentencizer()
    nlp.add_pipe("kz_quantities", name="numbers")
    nlp.add_pipe("kz_places", name="where", before="numbers")
    nlp.add_pipe("kz_periods", first=True)
    doc = nlp(TEXT)
    assert set(doc.spans) == {"kz_quantities", "kz_places", "kz_periods"}
    assert doc.has_annotation("SENT_START")
    assert doc._.kz_document is None


def test_a_span_has_the_code_of_its_place() -> None:
    nlp = blank()
    nlp.add_pipe("kz_places")
    doc = nlp(TEXT)
    assert [span.kb_id_ for span in doc.spans["kz_places"]] == ["710000000"]


def test_unpublished_stages_show_nothing_and_work() -> None:
    nlp = blank()
    nlp.add_pipe("kzextract", config={"publish": False})
    doc = nlp(TEXT)
    assert not doc.spans
    assert doc._.kz_document == extract(TEXT)


@pytest.mark.parametrize(("stage", "missing"), [("kz_claims", "kz_quantities"), ("kz_checks", "kz_claims")])
def test_a_stage_that_cannot_work_alone_says_so(stage: str, missing: str) -> None:
    nlp = blank()
    nlp.add_pipe(stage)
    assert nlp.analyze_pipes()["problems"][stage]
    with pytest.raises(ValueError, match=f"{stage} needs {missing} before it in the pipeline"):
        nlp(TEXT)


def test_analyze_pipes_finds_no_problem() -> None:
    found = kzextract.load().analyze_pipes()
    assert found["problems"] == {stage: [] for stage in STAGES}
    assert "kz_claims" in found["attrs"]["doc._.kz_document"]["assigns"]


def test_as_tuples(nlp: Language) -> None:
    given = [(TEXT, {"id": 1}), ("Изъято 3 кг марихуаны.", {"id": 2}), ("", {"id": 3})]
    found = [
        (len(doc._.kz_document.claims), context["id"]) for doc, context in nlp.pipe(given, as_tuples=True)
    ]
    assert found == [(3, 1), (1, 2), (0, 3)]


def test_what_is_known_of_a_text_goes_with_its_document(nlp: Language) -> None:
    given = {"id": "a1", "date": "2025-12-01", "source": "Polisia.kz", "place": "Павлодарская область"}
    text = "В текущем году изъято 5 кг наркотиков."
    doc = nlp.make_doc(text)
    doc._.kz_origin = given
    expected = extract(text, **given)
    assert nlp(doc)._.kz_document == expected
    docs = []
    for _ in range(3):
        doc = nlp.make_doc(text)
        doc._.kz_origin = given
        docs.append(doc)
    assert [doc._.kz_document for doc in nlp.pipe(docs, n_process=2, batch_size=1)] == [expected] * 3


@pytest.mark.parametrize("whole", [True, False])
def test_n_process(whole: bool) -> None:
    nlp = blank() if whole else kzextract.load()
    if whole:
        nlp.add_pipe("kzextract")
    texts = [TEXT, "Изъято 3 кг марихуаны.", "", "Раскрыто 7 краж."] * 3
    found = [doc._.kz_document for doc in nlp.pipe(texts, n_process=2, batch_size=2)]
    assert found == [extract(text) for text in texts]


def test_doc_bin(nlp: Language) -> None:
    bin_ = DocBin(store_user_data=True)
    for doc in nlp.pipe([TEXT, "Раскрыто 7 краж."]):
        bin_.add(doc)
    read = list(DocBin(store_user_data=True).from_bytes(bin_.to_bytes()).get_docs(Vocab()))
    assert [doc._.kz_document for doc in read] == [extract(TEXT), extract("Раскрыто 7 краж.")]
    assert shown(read[0], "kz_places") == ["Астане"]
    # A stage that is run on a document read back does not take the old record for its own pipeline's.
    checks = blank()
    checks.add_pipe("kz_checks")
    with pytest.raises(ValueError, match="needs kz_claims"):
        checks(read[0])
    assert nlp(read[0])._.kz_document == extract(TEXT)


def test_documents_travel(nlp: Language, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    assert pickle.loads(pickle.dumps(doc))._.kz_document == extract(TEXT)
    doc.to_disk(tmp_path / "doc")
    assert Doc(Vocab()).from_disk(tmp_path / "doc")._.kz_document == extract(TEXT)
    assert doc.copy()._.kz_document == extract(TEXT)


def test_a_document_that_is_processed_again_has_nothing_twice(nlp: Language) -> None:
    once = nlp(TEXT)
    again = nlp(once)
    assert again._.kz_document == extract(TEXT)
    assert shown(again, "kz_places") == ["Астане"]


@pytest.mark.parametrize("whole", [True, False])
def test_to_disk_and_load(whole: bool, tmp_path: Path) -> None:
    nlp = blank() if whole else kzextract.load()
    if whole:
        nlp.add_pipe("kzextract")
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded.pipe_names == nlp.pipe_names
    assert isinstance(loaded.tokenizer, ReadingTokenizer) is not whole
    assert loaded(TEXT)._.kz_document == extract(TEXT)
    assert kzextract.load().from_bytes(kzextract.load().to_bytes())(TEXT)._.kz_document == extract(TEXT)


def test_a_lexicon_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[program]]\nname = "Тюльпан"\nkind = "operation"\nneeds = "name"\n', encoding="utf-8")
    nlp = blank()
    nlp.add_pipe("kz_programs", config={"lexicon": str(path)})
    assert shown(nlp("Идёт «Тюльпан»."), "kz_programs") == ["Тюльпан"]
    whole = blank()
    whole.add_pipe("kzextract", config={"lexicon": [str(path)]})
    text = "Операцией «Тюльпан» охвачены дворы. С Тюльпаном стало тише."
    assert [e.text for e in whole(text)._.kz_document.entities] == ["Тюльпан", "Тюльпаном"]
    own = kzextract.load(lexicon=path)
    own.to_disk(tmp_path / "model")
    assert spacy.load(tmp_path / "model")(text)._.kz_document == extract(text, lexicon=path)
    texts = [text] * 3
    assert [d._.kz_document for d in own.pipe(texts, n_process=2, batch_size=1)] == [
        extract(text, lexicon=path)
    ] * 3
    path.write_text('[[program]]\nname = "Тюльпан"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"mine\.toml, line 1, key 'kind'"):
        spacy.load(tmp_path / "model")


def test_displacy(nlp: Language) -> None:
    doc = nlp(TEXT)
    # Tests run with the sources' own entry points, whatever was installed before.
    options = {"spans_key": "kz_places", "colors": DISPLACY_COLORS}
    page = displacy.render(doc, style="span", options=options, jupyter=False)
    assert DISPLACY_COLORS["PLACE"] in page
    assert "Астане" in page
    labels = {span.label_ for group in doc.spans.values() for span in group} - {"LOC", "PER"}
    assert labels == set(DISPLACY_COLORS)


def test_every_entry_point_is_there() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert set(declared) == {"spacy_factories", "spacy_tokenizers", "spacy_displacy_colors"}
    assert set(declared["spacy_factories"]) == {"kzextract", *STAGES}
    for group in declared.values():
        for target in group.values():
            module, _, name = target.partition(":")
            program = f"import {module} as m; assert m.{name} is not None"
            assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0, target
    assert {point.name for point in entry_points(group="spacy_factories")} >= {"kzextract", *STAGES}
