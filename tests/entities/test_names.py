"""Names: tags identical to slovnet's own, spans as natasha gives them, bounded memory, threads."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from conftest import RELEASES, SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from slovnet.shape import SHAPES, word_shape

from kzextract.entities import slovnet_layers, slovnet_numpy
from kzextract.entities.names import Names
from kzextract.entities.slovnet_numpy import Tagger, tagger
from kzextract.entities.slovnet_words import shape_of
from kzextract.reading.reader import read


def release_texts() -> Iterator[Any]:
    for folder in (RELEASES, SHARED / "gold" / "dev", SHARED / "real", SHARED / "external"):
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".json":
                data = json.loads(path.read_text(encoding="utf-8"))
                if isinstance(data, dict) and isinstance(data.get("text"), str):
                    yield pytest.param(data["text"], id=path.stem)
            elif path.suffix == ".txt":
                yield pytest.param(path.read_text(encoding="utf-8"), id=path.stem)


TEXTS = list(release_texts())
MADE = [
    "Об этом сообщил начальник Департамента полиции Серик Ергешов. В г. Алматы изъято 5 кг наркотиков.",
    "МВД РК и КНБ провели рейд в Карагандинской области; задержан А. Б. Иванов-Петров, 1985 г.р.",
    "Ок. Да! «Sunqar» – это система, eGov тоже... ООО «Рога и копыта» 10 000 000 тенге №5 Ω≈3 😀 ... !! Ёж",
    "",
    "Астана",
]
SAMPLE = "серик Ергешов в Астана МВД , . « » 5 10,5 eGov A ж Ёж - РК-РФ Ω \u0301 города".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def natasha_ner() -> Any:
    from natasha import NewsEmbedding, NewsNERTagger

    return NewsNERTagger(NewsEmbedding())


def slovnet_tags(ner: Any, sentences: list[list[str]]) -> list[list[str]]:
    """The tags of words as slovnet gives them, without its tokenizer."""
    infer = ner.infer
    return [list(tags) for tags in infer.decoder(infer.process(infer.encoder(sentences)))]


def sentences_of(text: str) -> list[list[str]]:
    sheet = read(text)
    return [[w.norm for w in sheet.words[s.first : s.stop]] for s in sheet.sentences]


@pytest.mark.parametrize("text", [*MADE, *TEXTS])
def test_tags_are_those_of_slovnet(natasha_ner: Any, text: str) -> None:
    sentences = sentences_of(text)
    if sentences:
        assert tagger().tags(sentences) == slovnet_tags(natasha_ner, sentences)


@pytest.mark.parametrize("text", [*MADE, *TEXTS])
def test_names_are_those_of_natasha(natasha_ner: Any, text: str) -> None:
    sheet = read(text)
    Names().annotate(sheet)
    found = [(n.start, n.end, n.label) for n in sheet.layers.names]
    wanted = [
        (s.start + span.start, s.start + span.stop, span.type)
        for s in sheet.sentences
        for span in natasha_ner(sheet.norm[s.start : s.end]).spans
    ]
    assert found == wanted
    for name in sheet.layers.names:
        assert sheet.words[name.first].start == name.start
        assert sheet.words[name.stop - 1].end == name.end


def test_a_batch_gives_what_single_sentences_give() -> None:
    sentences = [s for text in MADE for s in sentences_of(text)] * 40
    random.Random(5).shuffle(sentences)
    together = tagger().tags(sentences)
    assert together == [tagger().tags([s])[0] for s in sentences]


def test_one_endless_sentence_is_tagged_like_slovnet(natasha_ner: Any) -> None:
    # Longer than several chunks, so that the seams between chunks lie inside the sentence.
    words = [w for text in MADE for s in sentences_of(text) for w in s] * 100
    assert len(words) > 3 * slovnet_layers.CHUNK
    assert tagger().tags([words]) == slovnet_tags(natasha_ner, [words])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(SAMPLE)
            | st.text(
                st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1, max_size=90
            ),
            min_size=1,
            max_size=12,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_words_are_tagged_like_slovnet(natasha_ner: Any, sentences: list[list[str]]) -> None:
    assert tagger().tags(sentences) == slovnet_tags(natasha_ner, sentences)


@given(st.text(min_size=1, max_size=12))
def test_shapes_are_those_of_slovnet(word: str) -> None:
    shapes = {shape: i for i, shape in enumerate(SHAPES)}
    assert SHAPES[shape_of(word, shapes)] == word_shape(word)


def test_kept_words_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slovnet_numpy, "_KEPT_WORDS", 1_100)
    small = Tagger()
    names = [f"Слово{n}" for n in range(5_000)]
    sentences = [["Сообщил", name, "Ергешов", "из", "Астаны"] for name in names]
    assert small.tags(sentences) == tagger().tags(sentences)
    assert len(small._rows) <= 1_100


def test_long_words_are_not_kept() -> None:
    one = Tagger()
    one.tags([["я" * 5_000, "Ы" * 5_000, "1" * 5_000, "." * 5_000, "Ω" * 5_000, "из", "Астаны"]])
    assert max(map(len, one._rows)) < 100


def test_threads_share_one_tagger() -> None:
    texts = [" ".join(f"{w}{n}" for w in ("Сообщил", "Серик", "Ергешов")) for n in range(400)]
    alone = [tagger().tags([t.split()]) for t in texts]
    fresh = Tagger()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda t: fresh.tags([t.split()]), texts)) == alone


def test_natasha_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slovnet_numpy, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="natasha"):
        Tagger()


def test_emissions_do_not_depend_on_neighbouring_sentences() -> None:
    a, b = ["Серик", "Ергешов"], ["в", "Астане"]
    together = tagger().emissions(["", *a, "", *b, ""])[0]
    assert np.allclose(together[1:3], tagger().emissions(["", *a, ""])[0][1:3], atol=1e-4)
    assert np.allclose(together[4:6], tagger().emissions(["", *b, ""])[0][1:3], atol=1e-4)
