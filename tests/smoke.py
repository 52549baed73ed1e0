"""What test_packaging.py runs in a clean environment: the library and spaCy, as installed."""

import sys
from importlib.resources import files
from pathlib import Path

import spacy
from spacy import displacy

import kzextract

if __name__ == "__main__":
    text = sys.argv[1]
    home = Path(kzextract.__file__).resolve()
    assert home.is_relative_to(Path(sys.prefix).resolve()), home
    assert files("kzextract").joinpath("py.typed").is_file()
    document = kzextract.extract(text, date="2025-12-01")
    assert kzextract.Document.from_json(document.to_json()) == document
    assert list(kzextract.extract_many([text], processes=2)) == [kzextract.extract(text)]
    nlp = spacy.blank("ru")
    nlp.add_pipe("kzextract")
    doc = nlp(text)
    assert doc._.kz_document == kzextract.extract(text)
    # The colours come by an entry point, with no option of the caller's.
    page = displacy.render(doc, style="span", options={"spans_key": "kz_places"}, jupyter=False)
    assert "#7fd6bd" in page, page
    kzextract.load().to_disk("model")
    print("works")
