"""The manifest of an output folder: which rules, options and inputs its records are from; and its lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kzextract.batch.items import Options
from kzextract.batch.parts import save
from kzextract.batch.version import rules_version
from kzextract.lexicon.own import Lexicon

MANIFEST = "manifest.json"
LOCK = ".lock"
PARTS = "parts"


class Refusal(ValueError):
    """Why a batch is not run: the folder holds something else, or another process is at work in it."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder's records were made with."""

    schema: str = "kzextract-batch/1"
    rules: str
    inputs: tuple[str, ...]
    options: Options


class _Made(msgspec.Struct, frozen=True):
    """What of a manifest matters to those who only read the records."""

    options: Options = Options()


def claim_folder(out: Path, inputs: list[str], options: Options, force: bool) -> None:
    """Writes the manifest of a new folder; refuses to mix records of two kinds in one that has another."""
    ours = Manifest(rules=rules_version(), inputs=tuple(inputs), options=options)
    path = out / MANIFEST
    if path.exists() and any((out / PARTS).glob("*.arrow")):
        try:
            theirs = msgspec.json.decode(path.read_bytes(), type=Manifest)
        except msgspec.DecodeError as error:
            raise Refusal(f"{path} is no manifest of a batch: {error}") from error
        differing = [
            f"{name} {_shown(getattr(theirs, name))} (now {_shown(getattr(ours, name))})"
            for name in ("rules", "inputs", "options")
            if getattr(theirs, name) != getattr(ours, name)
        ]
        if not differing:
            return
        if not force:
            raise Refusal(
                f"{out} holds a batch of other {', other '.join(differing)}: choose another --out, "
                "--restart to do all anew, or --force to keep what is done and go on beside it"
            )
    save(path, msgspec.json.format(msgspec.json.encode(ours), indent=1))


def _shown(value: object) -> str:
    if isinstance(value, Options):
        # Not the text of a lexicon: that there is another one, the rules say already.
        named = [source.file for source in value.lexicon]
        return msgspec.json.encode({**msgspec.structs.asdict(value), "lexicon": named}).decode()
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def lexicon_in(out: Path) -> Lexicon | None:
    """The user's own lexicon that a folder's records were made with; None without one, or without a batch.

    Raises ``ValueError`` for a manifest that is none.
    """
    try:
        return msgspec.json.decode((out / MANIFEST).read_bytes(), type=_Made).options.own
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise ValueError(f"{out / MANIFEST} is no manifest of a batch: {error}") from error


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keeps a second run out of the folder; the lock ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        fcntl = None  # type: ignore[assignment]
    with (out / LOCK).open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Refusal(f"another kzextract is at work in {out}") from error
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
