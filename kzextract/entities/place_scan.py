"""Where names of places may stand in a text: the candidates, with the heads and links around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kzextract.entities.place_index import FREE, GUARDED, HEAD_ONLY, Reading, rules
from kzextract.reading.sheet import Sheet, Word

_DISTRICT = {
    **dict.fromkeys(
        ("район", "района", "району", "районом", "районе", "р-н", "р-на", "р-ну", "р-ном", "р-не"), 1
    ),
    **dict.fromkeys(
        ("районы", "районов", "районам", "районами", "районах", "р-ны", "р-нов", "р-нах", "р-нам"), 2
    ),
}
_REGION = {
    **dict.fromkeys(("область", "области", "областью", "обл"), 1),
    **dict.fromkeys(("областей", "областям", "областями", "областях"), 2),
}
_OPEN, _CLOSE = frozenset('«"„“('), frozenset('»"“”)')
_QUOTE_OPEN, _QUOTE_CLOSE = frozenset('«"„“'), frozenset('»"“”')
_SURNAME = (
    "ов",
    "ев",
    "ова",
    "ева",
    "ин",
    "ина",
    "улы",
    "ұлы",
    "кызы",
    "қызы",
    "ович",
    "евич",
    "овна",
    "евна",
    "ский",
    "ская",
)


@dataclass(slots=True, eq=False)
class Candidate:
    """A span of words that may name a place; ``readings`` are the things it may stand for.

    ``kind``: "noun", "adjective" or "head" (a name after its head noun). ``head`` is what stands beside it: "district",
    "region", "city", "village", "okrug" or "". ``need`` tells the evidence still wanted (FREE: none).
    """

    first: int
    stop: int
    start: int
    end: int
    readings: list[Reading]
    kind: str
    head: str = ""
    plural: bool = False
    need: int = FREE
    name_first: int = -1
    name_stop: int = -1
    linked: list[Candidate] = field(default_factory=list)
    chosen: Reading | None = None
    title: bool = True


def head_number(word: Word, adjective: str) -> int:
    """1 if the word is a singular head of an adjective of this gender, 2 if plural, 0 if it is none."""
    return (_DISTRICT if adjective == "m" else _REGION).get(word.low, 0)


class Scanner:
    """Finds the candidates of one sheet from the words that the index knows."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.lists = rules()
        self.labels = {
            i: (n.label, n.first, n.stop) for n in sheet.layers.names for i in range(n.first, n.stop)
        }

    def low(self, i: int) -> str:
        """The folded word at an index, "" outside the text."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def before(self, i: int) -> tuple[str, int]:
        """The word before an index, past an opening quote and the full stop of an abbreviation, and its index."""
        j = i - 1
        if j >= 0 and self.words[j].low in _QUOTE_OPEN:
            j -= 1
        if j > 0 and self.words[j].low == ".":
            j -= 1
        return self.low(j), j

    def head_before(self, i: int) -> tuple[str, int, bool]:
        """The head noun before a name: its kind, where it begins, and whether it is plural."""
        low, j = self.before(i)
        dotted = self.low(j + 1) == "." and j + 1 < i
        if low in ("имени", "им"):
            low, j = self.before(j)
            named = True
        else:
            named = False
        if low in _DISTRICT:
            return "district", j, _DISTRICT[low] == 2
        if low in _REGION and not named:
            return "region", j, _REGION[low] == 2
        if low in self.lists["city"] or (low in ("г", "гор") and dotted):
            return "city", j, False
        if low in self.lists["village"] or (low in ("с", "п", "а", "пос", "дер", "ст", "аул") and dotted):
            return "village", j, False
        return "", i, False

    def multi(self, i: int, reading: Reading) -> int:
        """Where the name ends if it begins at this word, 0 if its words do not all follow."""
        rest = reading.rest
        words = self.words
        stop = i + 1 + len(rest)
        if stop > len(words):
            return 0
        for k, low in enumerate(rest):
            if words[i + 1 + k].low != low:
                return 0
        return stop

    def scan(self, hits: list[tuple[int, tuple[Reading, ...]]]) -> list[Candidate]:
        """All candidates at the words that the index knows, in order and without overlap."""
        out: list[Candidate] = []
        done = 0
        for i, readings in hits:
            if i < done:
                continue
            candidate = self.at(i, readings)
            if candidate is not None:
                if out and candidate.first < out[-1].stop:
                    candidate.first = out[-1].stop
                    candidate.start = self.words[candidate.first].start
                out.append(candidate)
                done = candidate.stop
        return out

    def at(self, i: int, readings: tuple[Reading, ...]) -> Candidate | None:
        """The candidate at one word: the longest name, and among its readings those that the head allows."""
        full: list[tuple[int, Reading]] = [(s, r) for r in readings if (s := self.multi(i, r))]
        if not full:
            return None
        longest = max(s for s, _ in full)
        best = [r for s, r in full if s == longest]
        kind, at, plural = self.head_before(i)
        stop = longest
        word = self.words[i]
        title = word.norm[0].isupper()

        after = stop
        adjectives = [r for r in best if r.adjective]
        if adjectives and title:
            made = self.adjective(i, stop, adjectives)
            if made is not None:
                return made
        # «район Есиль», «области Абай»: a name that its own head precedes.
        wanted = {"district": "район", "region": "область"}.get(kind, "-")
        headed = [r for r in best if r.head == wanted]
        if kind == "region" and not headed:
            headed = [r for r in best if r.place.kind == "region" and not r.adjective]
        if headed and title and not (kind == "region" and not plural and self.low(at) == "областей"):
            if self.low(after) in _QUOTE_CLOSE and self.low(i - 1) in _QUOTE_OPEN:
                after += 1
            first = at if not plural else (i - 1 if self.low(i - 1) in _QUOTE_OPEN else i)
            made = self.make(first, after, headed, "head", kind, plural)
            made.name_first, made.name_stop = i, stop
            return made
        nouns = [r for r in best if not r.adjective and not r.head]
        others = [r for r in best if r.head]
        if not nouns and not others:
            return None
        return self.noun(i, stop, nouns, others, kind, plural, title)

    def make(
        self, first: int, stop: int, readings: list[Reading], kind: str, head: str = "", plural: bool = False
    ) -> Candidate:
        """A candidate over these words."""
        return Candidate(
            first, stop, self.words[first].start, self.words[stop - 1].end, readings, kind, head, plural
        )

    def adjective(self, i: int, stop: int, readings: list[Reading]) -> Candidate | None:
        """«Аральский район», «Костанайской обл.»; without a head it waits for one from the list it stands in."""
        if stop < len(self.words):
            word = self.words[stop]
            for gender in ("m", "f"):
                number = head_number(word, gender)
                fitting = [r for r in readings if r.adjective == gender]
                if not fitting:
                    # «Абайской области»: a region by the adjective only where the table has it.
                    continue
                if number:
                    end = stop + 1
                    if word.low == "обл" and self.low(end) == ".":
                        end += 1
                    made = self.make(
                        i, end, fitting, "adjective", "district" if gender == "m" else "region", number == 2
                    )
                    made.name_first, made.name_stop = i, stop
                    return made
        if stop < len(self.words) and self.modifies(i, stop):
            return None
        made = self.make(i, stop, readings, "adjective")
        made.name_first, made.name_stop = i, stop
        made.need = HEAD_ONLY
        return made

    def modifies(self, i: int, stop: int) -> bool:
        """Whether the word after an adjective is a noun or adjective that agrees with it: «Аральская полиция»."""
        after = self.words[stop]
        if len(after.low) < 2 or not after.is_alpha or (after.is_title and not after.norm.isupper()):
            return False
        low = self.words[i].low
        if low.endswith(("ая", "ую", "ою")):
            gender, cases = "femn", {"ая": {"nomn"}, "ую": {"accs"}, "ою": {"ablt"}}[low[-2:]]
        elif low.endswith("ой"):
            gender, cases = "femn", {"gent", "datv", "ablt", "loct"}
        else:
            gender = "masc"
            cases = {
                "ий": {"nomn", "accs"},
                "ый": {"nomn", "accs"},
                "го": {"gent", "accs"},
                "му": {"datv"},
            }.get(low[-2:], {"loct"} if low.endswith("ом") else {"ablt"})
        for parse in after.form.parses:
            if parse.pos not in ("NOUN", "ADJF", "PRTF"):
                continue
            if parse.number != "sing" or parse.case not in cases:
                continue
            if parse.gender == gender or (gender == "masc" and parse.gender == "neut"):
                return True
        return False

    def noun(
        self,
        i: int,
        stop: int,
        nouns: list[Reading],
        others: list[Reading],
        head: str,
        plural: bool,
        title: bool,
    ) -> Candidate | None:
        """«Астана», «село Талап», «Жетісу»: a noun, unless it is a street, a firm or a person."""
        words, lists = self.words, self.lists
        low, j = self.before(i)
        word = words[i]
        if low in lists["street"] or (low in lists["street_abbreviations"] and self.low(j + 1) == "."):
            return None
        if self.low(i - 1) == "и" and self.street_list(i):
            return None
        if not nouns:
            # Only «район Самар», «районах Самар и Алтай»: the head must come from the list.
            made = self.make(i, stop, others, "noun")
            made.need = HEAD_ONLY
            return made if title else None
        quoted = self.low(i - 1) in _QUOTE_OPEN and self.low(stop) in _QUOTE_CLOSE
        if quoted and head != "city" and head != "village":
            return None
        if (
            len(word.norm) <= 3
            and word.norm.isalpha()
            and any(r.place.kind in ("country", "region") for r in nouns)
        ):
            if (
                not word.norm.isupper()
                and len(word.norm) <= 3
                and not any(len(r.place.name) <= 4 and not r.place.name.isupper() for r in nouns)
            ):
                return None
        if word.low in ("сша", "рк", "рф") and not word.norm.isupper():
            return None
        if word.low == "сша" and low.startswith("доллар"):
            return None
        if word.low in ("рк", "рф") and (
            low in ("ук", "упк", "гк", "гпк", "коап", "уик", "нк", "кодекса", "кодекс", "коап")
        ):
            return None
        ends_ablt = word.low.endswith("ском") and stop == i + 1
        if ends_ablt and low not in lists["instrumental"]:
            return None
        need = min(r.guard for r in nouns)
        if head in ("city", "village"):
            need = FREE
            fitting = [r for r in nouns if (r.place.kind == "city") == (head == "city")]
            nouns = fitting or ([] if head == "village" else nouns)
            if not nouns:
                return None
        if not title:
            if (
                need != FREE
                or word.low not in self.sheet.low
                or nouns[0].place.kind not in ("city", "country")
            ):
                return None
            if word.form.known and not any("Geox" in p.tags for p in word.form.parses):
                return None
            if self.low(i - 1) not in lists["prepositions"]:
                return None
        made = self.make(i, stop, nouns, "noun", head, plural)
        made.name_first, made.name_stop = i, stop
        made.title = title
        made.need = self.evidence(made, need, low, j)
        if made.need >= 3:
            return None
        return made

    def street_list(self, i: int) -> bool:
        """Whether «… и» before a name goes on a list of streets: «улиц Абая и Жамбыла»."""
        for k in range(i - 2, max(-1, i - 6), -1):
            if self.words[k].low in self.lists["street"]:
                return True
            if not (self.words[k].is_title or self.words[k].low in (",", "и")):
                return False
        return False

    def evidence(self, made: Candidate, need: int, low: str, j: int) -> int:
        """How much evidence the candidate still needs after a look at its neighbours; 3 if it names something else."""
        i, stop = made.name_first, made.name_stop
        label, first, end = self.labels.get(i, ("", -1, -1))
        after = self.words[stop] if stop < len(self.words) else None
        person_after = (
            after is not None and after.is_title and not after.norm.isupper() and after.low.endswith(_SURNAME)
        )
        if need == FREE:
            # A girl called Астана has her surname in the same span.
            if (
                label == "PER"
                and first == i
                and end > stop
                and person_after
                and made.readings[0].base
                and not j >= 0
            ):
                return 3
            return FREE
        if person_after or (label == "PER" and end - first > stop - i):
            return 3
        previous = self.words[i - 1] if i else None
        if (
            previous is not None
            and previous.is_title
            and previous.is_alpha
            and self.labels.get(i - 1, ("",))[0] == "PER"
        ):
            return 3
        if (
            previous is not None
            and previous.low == "."
            and i >= 2
            and len(self.words[i - 2].low) == 1
            and self.words[i - 2].is_title
        ):
            return 3 if need != FREE else need
        direct = self.low(i - 1)
        if need == GUARDED:
            if direct in ("в", "во", "из", "под", "близ", "вблизи", "около", "через", "недалеко"):
                return FREE
            if label == "LOC":
                return FREE
            if label != "PER" and (direct in self.lists["prepositions"] or direct in self.lists["owners"]):
                return FREE
        return need
