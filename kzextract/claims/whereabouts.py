"""Places of claims: named beside the number, else inherited from the sentence, the paragraph, the heading,
the text.

«В Астане – 5, в Алматы – 7» gives each number its own; «здесь», «в городе», «в регионе», «в стране» point
back; a new paragraph begins at the place of the whole text again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.chunks import Chunk
from kzextract.claims.focus import COUNTRY, Focus, Spot, after_dateline, may_point, pointed, spot_of
from kzextract.claims.frames import Frame, beyond
from kzextract.entities.gazetteer import by_ref
from kzextract.layers import PlaceMention
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

RESIDENTS: Final = frozenset(load_toml("whereabouts")["residents"])
_CONTAINERS: Final = frozenset({"регион", "область", "район", "город"})
_ROADS: Final = frozenset("–-")
_WAYS: Final = frozenset(
    {"трасса", "автодорога", "автотрасса", "дорога", "автомагистраль", "маршрут", "шоссе"}
)


def places_in(sheet: Sheet, chunks: Sequence[Chunk], focus: Focus) -> list[tuple[Chunk, Spot]]:
    """The places that these chunks name or point to, in order; a
    road's ends and where somebody is from are none."""
    out: list[tuple[Chunk, Spot]] = []
    if not focus.named:
        return out
    for n, chunk in enumerate(chunks):
        if chunk.kind == "place" and isinstance(chunk.mention, PlaceMention):
            if not _is_road(sheet, chunks, n):
                out.append((chunk, _of_body(chunks, n) or spot_of(chunk.mention)))
        elif may_point(sheet, chunk):
            spot = pointed(sheet, chunk, focus)
            if spot:
                out.append((chunk, spot))
    return out


def _of_body(chunks: Sequence[Chunk], n: int) -> Spot | None:
    """«УП Аксуского района | области Жетісу»: the region only says where the body's own district lies."""
    body = chunks[n - 1] if n else None
    if body is None or body.kind != "org" or not body.inner or chunks[n].prep:
        return None
    inner, outer = body.inner[-1], chunks[n].mention
    if not isinstance(inner, PlaceMention) or not isinstance(outer, PlaceMention):
        return None
    return spot_of(inner) if inner.region == outer.ref != inner.ref else None


def _is_road(sheet: Sheet, chunks: Sequence[Chunk], n: int) -> bool:
    """«на трассе Алматы – Усть-Каменогорск»: two places joined by a
    dash, neither with a preposition of its own."""
    lead = chunks[n - 1] if n else None
    if lead is not None and lead.kind == "np" and n + 1 < len(chunks) and chunks[n + 1].low in _ROADS:
        # «на трассе Алматы – Бишкек»: the far end may be a place of another country
        way = any(w.form.lemmas & _WAYS for w in sheet.words[lead.first : lead.stop])
        if way and not chunks[n].prep:
            return True
    for step in (1, -1):
        dash, other = n + step, n + 2 * step
        if 0 <= other < len(chunks) and chunks[other].kind == "place" and chunks[dash].kind == "punct":
            head = chunks[dash].head
            later = chunks[max(n, other)]
            if head is not None and head.low in _ROADS and not later.prep:
                return True
    return False


def _from_there(sheet: Sheet, chunks: Sequence[Chunk], place: Chunk) -> bool:
    """«житель Мамлютского района превысил …»: where somebody is from, not where it happened."""
    if place.prep or place.index == 0 or place not in chunks:
        return False
    at = chunks.index(place) - 1
    while at > 0 and chunks[at].kind == "np" and chunks[at].elided and not chunks[at].prep:
        at -= 1  # «граждане соседних Узбекистана и России»
    before = chunks[at] if at >= 0 else None
    return (
        before is not None
        and before.kind == "np"
        and before.prep not in ("у", "от", "среди")  # «имущество пропадало у жителей Алматы»
        and any(w.form.lemmas & RESIDENTS for w in sheet.words[before.first : before.stop])
    )


def _of_citizens(sheet: Sheet, frame: Frame, place: Chunk) -> bool:
    """«девять граждан Кыргызстана, четверо – России»: whose citizens they are, the noun being said before."""
    first = frame.before
    while first is not None and first.governed is None:
        first = first.before
    if frame.governed is not None or place.prep or first is None or first.governed is None:
        return False
    return any(w.form.lemmas & RESIDENTS for w in sheet.words[first.governed.first : first.governed.stop])


def settle_place(sheet: Sheet, frame: Frame, focus: Focus) -> None:
    """Fills the place of a frame; the frames before it are settled."""
    focus.read_to(frame)
    if frame.rule == "level.penalty":
        frame.place_name, frame.place_ref = COUNTRY.name, COUNTRY.ref
        return
    spot, inherited = frame.given_place or _own(sheet, frame, focus), False
    if spot is None:
        spot, inherited = _inherited(frame, focus), True
    if spot is not None and spot.name:
        frame.place_name, frame.place_ref, frame.place_inherited = spot.name, spot.ref, inherited
        frame.place = spot.mention
    frame.spot = spot
    if not inherited and spot is not None:
        focus.sentence = spot


def _own(sheet: Sheet, frame: Frame, focus: Focus) -> Spot | None:
    """The place of the number's own context: nearest before it, else after it."""
    if (
        frame.governed is not None
        and frame.governed.head is not None
        and frame.prep in ("в", "во", "по", "на")
    ):
        if frame.governed.head.form.lemmas & _CONTAINERS:
            return focus.text  # «прибавили только в четырёх регионах»
    if not focus.named:
        return None
    left = [(c, s) for c, s in places_in(sheet, frame.left, focus) if not _from_there(sheet, frame.left, c)]
    if left and focus.named and all(_is_source(sheet, frame.left, c) for c, _ in left):
        own = places_in(sheet, [*frame.tail, *frame.right], focus)
        left = [] if own else left
    if left:
        if len(left) > 1 and _joined(sheet, left[-2][0], left[-1][0]):
            return left[-2][1]  # «Актобе и Атырау улучшили показатели на 20%»: the first stands for both
        return _narrowest([s for _, s in left])
    governed = [frame.governed] if frame.governed else []
    behind = [*governed, *frame.tail, *frame.right]
    right = [
        (c, s)
        for c, s in places_in(sheet, behind, focus)
        if s.kind != "country" or not (_from_there(sheet, behind, c) or _of_citizens(sheet, frame, c))
    ]
    if right:
        return _narrowest([s for _, s in right[:2]])
    across = [
        (c, s)
        for c, s in places_in(sheet, beyond(frame), focus)
        if s.kind != "country" or not _of_citizens(sheet, frame, c)
    ]
    return across[0][1] if across else None


def _is_source(sheet: Sheet, chunks: Sequence[Chunk], place: Chunk) -> bool:
    """«по данным полиции Павлодарской области, …»: the place of those who tell, said aside."""
    at = next((n for n, c in enumerate(chunks) if c is place), 0)
    aside = at + 1 < len(chunks) and chunks[at + 1].low == ","
    for chunk in chunks[max(0, at - 2) : at + 1]:
        if aside and chunk.prep == "по" and chunk.kind == "np" and sheet.words[chunk.first].low in _TELLING:
            return True
    return False


_TELLING: Final = frozenset(
    {"данным", "информации", "сведениям", "сообщению", "словам", "подсчетам", "оценке"}
)


def _joined(sheet: Sheet, first: Chunk, second: Chunk) -> bool:
    return [w.low for w in sheet.words[first.stop : second.first]] == ["и"]


def _narrowest(spots: list[Spot]) -> Spot:
    """«в Бостандыкском районе Алматы» is the district; of two places side by side the last counts."""
    last = spots[-1]
    if len(spots) > 1 and spots[-2].kind in ("district", "city_district", "settlement", "city"):
        row = by_ref(spots[-2].ref) if spots[-2].ref else None
        if row and last.ref and last.ref in (row.region, row.parent):
            return spots[-2]
    return last


def _inherited(frame: Frame, focus: Focus) -> Spot | None:
    source = frame.host or frame.before or (frame.intro if frame.item else None)
    if frame.partner is not None and frame.pair in ("to", "against", "slash_second"):
        source = frame.partner
    if source is not None and not source.is_intro:
        return source.spot
    return focus.current


def distribute(sheet: Sheet, frames: list[Frame], focus: Focus) -> None:
    """«в Конаеве и Костанае – на 3,9 и 1,2% соответственно»: as
    many numbers in a row as places before them."""
    n = 0
    while n < len(frames):
        stop = n + 1
        while stop < len(frames) and _coordinate(sheet, frames[stop - 1], frames[stop]):
            stop += 1
        run = frames[n:stop]
        if len(run) > 1:
            places = places_in(sheet, run[0].left, focus)
            named = [s for c, s in places if c.kind == "place"]
            if len(named) == len(run):
                for frame, spot in zip(run, named, strict=True):
                    frame.given_place = spot
        n = stop


def _coordinate(sheet: Sheet, first: Frame, second: Frame) -> bool:
    """Whether only «и» or a comma (and «на», a sign, «минус») stands between two numbers."""
    between = sheet.words[first.quantity.stop : second.quantity.first]
    return (
        all(w.low in ("и", ",", "на", "минус", "плюс", "+", "–", "-") for w in between) and len(between) <= 3
    )


def theme(sheet: Sheet, chunks: Sequence[Chunk], frames: Sequence[Frame], focus: Focus) -> Spot | None:
    """The place that a sentence is about and that holds on in its
    paragraph: named at its head, and the only one."""
    places = places_in(sheet, chunks, focus)
    if not places:
        return None
    chunk, spot = places[0]
    if (
        chunk.kind == "place"
        and isinstance(chunk.mention, PlaceMention)
        and after_dateline(sheet, chunk.mention)
    ):
        return None
    named = {s.name for _, s in places}
    head = sum(1 for c in chunks[: chunk.index] if c.kind in ("np", "verb", "num", "person", "org", "place"))
    if spot.kind == "country" and (focus.text is None or focus.text.kind != "country"):
        return spot if frames and head == 0 and all(f.spot == spot for f in frames) else None
    if len(named) > 1 and len(places) > 1 and places[1][1].ref:
        narrow = _narrowest([s for _, s in places[:2]])
        if narrow.name != spot.name or len(named) > 2:
            return None
    if _from_there(sheet, chunks, chunk):
        return None
    return spot if head <= (1 if chunk.kind == "place" else 0) else None
