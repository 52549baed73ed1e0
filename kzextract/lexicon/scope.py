"""Whose lexicon is in force: the package's alone, or one with entries of the user's own.

Tables are made from the package's data once a process. Those that a user can add to are made once more for
each :class:`~kzextract.lexicon.own.Lexicon`, and kept with it; which ones a look-up asks is a matter of the
scope that the caller has entered. So pipelines with different lexicons live side by side, in threads too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from inspect import signature
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from kzextract.lexicon.own import Lexicon

_P = ParamSpec("_P")
_T = TypeVar("_T")

_ACTIVE: ContextVar[Lexicon | None] = ContextVar("lexicon", default=None)


def active() -> Lexicon | None:
    """The user's lexicon that is in force, or None."""
    return _ACTIVE.get()


@contextmanager
def using(lexicon: Lexicon | None) -> Iterator[None]:
    """Within it, look-ups know what this lexicon adds; with None, the package's own data alone."""
    before = _ACTIVE.set(lexicon)
    try:
        yield
    finally:
        _ACTIVE.reset(before)


def per_lexicon(limit: int | None = None) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Like :func:`functools.lru_cache`, but each lexicon has its own results.

    ``limit`` bounds how many are kept; without one, all are.
    """

    def decorate(make: Callable[_P, _T]) -> Callable[_P, _T]:
        ours = cast("Callable[_P, _T]", lru_cache(limit)(make))
        find = _ACTIVE.get

        def of(lexicon: Lexicon) -> Callable[_P, _T]:
            theirs: Callable[_P, _T] | None = lexicon.kept.get(make)
            if theirs is None:
                theirs = lexicon.kept[make] = cast("Callable[_P, _T]", lru_cache(limit)(make))
            return theirs

        if not signature(make).parameters:
            # Most tables have no arguments, and passing none costs as much as the look-up.
            @wraps(make)
            def table() -> _T:
                lexicon = find()
                return ours() if lexicon is None else of(lexicon)()  # type: ignore[call-arg]

            return cast("Callable[_P, _T]", table)

        @wraps(make)
        def kept(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            lexicon = find()
            return (ours if lexicon is None else of(lexicon))(*args, **kwargs)

        return kept

    return decorate
