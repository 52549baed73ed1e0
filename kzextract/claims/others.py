"""Others: numbers that count the same deed of other people, or other deeds of the same people."""

from __future__ import annotations

from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.naming import crime_noun
from kzextract.claims.people import offence_of
from kzextract.claims.phrases import complements, phrase
from kzextract.claims.predicates import own_verbs
from kzextract.reading.sheet import Sheet


def by_others(sheet: Sheet, frame: Frame, found: Indicator) -> None:
    """«подростками совершено 118 преступлений, лицами в опьянении – 1 034»: others did the same."""
    before = frame.before
    if before is None or before.indicator is found or frame.governed is not None or own_verbs(frame):
        return
    if frame.measure == "level" and (found.code or "").startswith("offence."):
        _for_others(sheet, frame, found)
    if frame.measure != "level" or not (found.code or "").startswith("crime."):
        return
    for chunk in frame.left:
        if chunk.kind == "np" and not chunk.prep and "ablt" in chunk.cases and "nomn" not in chunk.cases:
            doers = phrase(sheet, complements(frame.chunks, chunk, frame.at), chunk)
            found.code = code_for([*crime_noun(found), *doers.words]) or found.code
            return


def _for_others(sheet: Sheet, frame: Frame, found: Indicator) -> None:
    """«привлечены за распитие 188, за мелкое хулиганство – 94»: each for an offence of its own."""
    for chunk in frame.left:
        if chunk.kind == "np":
            if chunk.prep != "за" or chunk.head is None:
                return  # «пьяные за рулём – 27»
            deed = offence_of(sheet, frame, chunk, frame.at)
            if deed is not None:
                found.code = deed.code
                found.text = f"{found.text.partition(' за ')[0]} за {deed.text}"
                found.start = found.end = None
            return
