"""What a written figure states: the range of true values that would be written so.

A count is exact («16 045»); a percentage, a measured or abbreviated figure is rounded in its last written
place («27,6%» is 27.55..27.65, «2,4 млрд» 2.35..2.45 billion); modifiers and fraction words are wider. Each
figure has two ranges: ``strict``, what careful writing allows, and ``loose``, what a writer may be forgiven
(digits cut off instead of rounded, «более 20%» for 36%). A recomputed figure within the first is consistent,
within the second only implausible, outside both inconsistent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kzextract.claims.units import is_money
from kzextract.records import Claim, Verdict
from kzextract.review.labels import number

ZERO: Final = Decimal(0)
# Beyond this no figure of a release lies; nor would Decimal's 28 digits be exact there.
TOO_LARGE: Final = Decimal(10) ** 18


@dataclass(init=False, slots=True)
class Range:
    """Values from ``low`` to ``high``, both inclusive; ``high`` None where there is no bound.

    >>> Range(Decimal(1), Decimal(3)).meets(Range(Decimal(3), None))
    True
    """

    low: Decimal
    high: Decimal | None

    def __init__(
        self,
        low: Decimal,
        high: Decimal | None,
    ) -> None:
        self.low = low
        self.high = high

    def meets(self, other: Range) -> bool:
        """Whether the two have a value in common."""
        return (self.high is None or other.low <= self.high) and (
            other.high is None or self.low <= other.high
        )

    def plus(self, other: Range) -> Range:
        """The sums of a value of each."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, high)

    def minus(self, other: Range) -> Range:
        """The differences; both must be bounded."""
        assert self.high is not None and other.high is not None
        return Range(self.low - other.high, self.high - other.low)

    def over(self, other: Range) -> Range:
        """The quotients; the divisor must be bounded and above zero."""
        assert self.high is not None and other.high is not None and other.low > 0
        low, high = self.low, self.high
        return Range(
            low / (other.high if low >= 0 else other.low), high / (other.low if high >= 0 else other.high)
        )

    def times(self, factor: Decimal | int) -> Range:
        """All values times a factor above zero."""
        return Range(self.low * factor, None if self.high is None else self.high * factor)

    def size(self) -> Range:
        """The absolute values."""
        assert self.high is not None
        if self.low >= 0:
            return self
        return Range(-self.high, -self.low) if self.high <= 0 else Range(ZERO, max(-self.low, self.high))

    def __str__(self) -> str:
        low, high = short(self.low), None if self.high is None else short(self.high)
        return low if low == high else f"{low}..{high if high is not None else ''}"


@dataclass(init=False, slots=True)
class Stated:
    """The two ranges of a written figure."""

    strict: Range
    loose: Range

    def __init__(
        self,
        strict: Range,
        loose: Range,
    ) -> None:
        self.strict = strict
        self.loose = loose

    def verdict(self, recomputed: Range) -> Verdict:
        """How a recomputed figure agrees with the written one."""
        if self.strict.meets(recomputed):
            return "consistent"
        return "implausible" if self.loose.meets(recomputed) else "inconsistent"


def rounded(value: Decimal, digits: int = 4) -> Decimal:
    """The value with some significant digits, whole numbers whole.

    >>> rounded(Decimal("27.60361")), rounded(Decimal("123456.7"))
    (Decimal('27.60'), Decimal('123457'))
    """
    if not value:
        return ZERO
    places = max(0, digits - 1 - value.adjusted())
    return value.quantize(Decimal(1).scaleb(-min(places, 6)))


def short(value: Decimal) -> str:
    """A value for ``expected``: plain digits, no exponent."""
    text = f"{rounded(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: Range, lang: str) -> str:
    """A range as people write it: «27,6», «27,5–27,7»."""
    low = number(rounded(value.low, 3), lang)
    if value.high is None:
        return ("от " if lang == "ru" else "from ") + low
    high = number(rounded(value.high, 3), lang)
    return low if low == high else f"{low}–{high}"


def reckoned(value: Range, *claims: Claim) -> Range:
    """What to show for a recomputed range: its middle where all figures are exact, else the range."""
    exact = all(c.modifier == "exact" and c.value_max is None for c in claims)
    return point(value) if exact and value.high is not None else value


def point(value: Range) -> Range:
    """The middle of a bounded range, to be shown in its stead."""
    assert value.high is not None
    middle = (value.low + value.high) / 2
    return Range(middle, middle)


# —— how exactly a figure is written

_DIGITS: Final = re.compile(r"\d+(?: \d{3})*(?:[.,]\d+)?")
_WHOLE: Final = re.compile(r"\d+(?: \d{3})*")
_WORD: Final = re.compile(r"[^\W\d_]+")
# The scale of the last part of a compound amount («1 т 650 кг», «2 млрд 305 млн тенге»).
_SCALES: Final = (
    ("тыс", 3, None),
    ("млн", 6, None),
    ("миллион", 6, None),
    ("млрд", 9, None),
    ("миллиард", 9, None),
    ("т", 3, "kg"),
    ("г", -3, "kg"),
)


def step(claim: Claim) -> Decimal:
    """The last written place of a figure, zero where it is written as an exact count.

    >>> from kzextract import extract
    >>> [f"{step(c):f}" for c in extract("Изъято 2,5 кг, 16 045 единиц на 3 млн тенге.").claims]
    ['0.1', '0', '1000000']
    """
    text = claim.text.replace("\u00a0", " ").replace("\u202f", " ")
    countable = claim.unit in ("count", "MCI") or is_money(claim.unit)
    exact = countable and claim.per is None and claim.measure in ("level", "change")
    if (
        exact
        and claim.value_max is None
        and _WHOLE.fullmatch(text)
        and int(text.replace(" ", "")) == claim.value
    ):
        return ZERO  # as most figures are written
    found = list(_DIGITS.finditer(text))
    if not found:
        return _spelled_step(claim, text, exact)
    digits = found[-1].group().replace(" ", "").replace(",", ".")
    written = Decimal(digits)
    value = claim.value if claim.value_max is None else claim.value_max
    if len(found) > (2 if claim.value_max is not None else 1):
        scale = _scale_after(text[found[-1].end() :], claim.unit)
    elif not written or (value == written.scaleb(3) and "." in digits and len(digits.partition(".")[2]) == 3):
        return ZERO if exact else Decimal(1)
    else:
        scale = value / written
    last = scale.scaleb(-len(digits.partition(".")[2]))
    return ZERO if exact and last == 1 else last


def _scale_after(text: str, unit: str) -> Decimal:
    word = _WORD.search(text.lower())
    if word:
        for prefix, exponent, of in _SCALES:
            if word.group().startswith(prefix) and of in (None, unit):
                return Decimal(1).scaleb(exponent)
    return Decimal(1)


def _spelled_step(claim: Claim, text: str, exact: bool) -> Decimal:
    value = claim.value
    if not value:
        return ZERO if exact else Decimal(1)
    last = last_place(value)
    if re.search(r"(?i)\bпол(?!овин)", text):
        return value / 5
    if claim.unit == "percent":
        return min(last, Decimal(1))
    if exact:
        return last if last >= 1000 else ZERO
    return last if last >= 1000 else min(last, Decimal(1))


def last_place(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero.

    >>> last_place(Decimal(305000)), last_place(Decimal("0.25"))
    (Decimal('1E+3'), Decimal('0.01'))
    """
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def usable(claim: Claim) -> bool:
    """Whether one can calculate with the figure at all."""
    return claim.value.is_finite() and abs(claim.value) < TOO_LARGE


def stated(claim: Claim) -> Stated:
    """The ranges that a claim's figure states.

    >>> from kzextract import extract
    >>> str(stated(extract("Число краж снизилось на 27,6%.").claims[0]).strict)
    '27.55..27.65'
    """
    value, top = claim.value, claim.value_max if claim.value_max is not None else claim.value
    if claim.unit == "ratio":
        return _stated_ratio(claim)
    place = step(claim)
    half = place / 2
    if claim.modifier == "exact":
        return Stated(Range(value - half, top + half), Range(value - half, top + place))
    wide = last_place(top) if top else place
    if claim.modifier == "about":
        give = max(place, min(wide, top / 10))
        return Stated(
            Range(max(ZERO, value - give), top + give),
            Range(max(ZERO, value - 2 * give), top + give * 3 / 2),
        )
    if claim.modifier in ("over", "at_least"):
        return Stated(Range(value, top + max(wide, top / 20)), Range(value, None))
    # «до 20%» and «менее 20%» may be any smaller amount; a writer rarely means much less.
    return Stated(Range(max(ZERO, value - max(wide, top / 20)), top), Range(ZERO, top))


def _stated_ratio(claim: Claim) -> Stated:
    """Fractions («на треть») and times («вдвое», «в 1,4 раза»)."""
    value = claim.value
    found = _DIGITS.search(claim.text)
    if value < 1:
        give = value * Decimal("0.15")
        far = value * Decimal("0.25")
    elif found and re.search("[.,]", found.group()):
        give = step(claim) / 2
        far = 2 * give
    else:
        # «вдвое», «в 3 раза», «в полтора раза»: nobody writes so of 2.4.
        give = value / 8 if value == int(value) else value / 15
        far = min(value / 5, Decimal("0.5"))
    if claim.modifier == "about":
        give, far = max(give, value / 6), max(far, value / 4)
    elif claim.modifier in ("over", "at_least"):
        return Stated(Range(value, value + max(far, value / 2)), Range(value, None))
    elif claim.modifier in ("under", "at_most"):
        return Stated(Range(value * 2 / 3, value), Range(ZERO, value))
    return Stated(Range(value - give, value + give), Range(value - max(give, far), value + max(give, far)))
