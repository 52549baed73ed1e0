"""Files as byte streams: plain and gzip, bounded, every fault with a reason that a person understands."""

from __future__ import annotations

import gzip
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

from kzextract.batch.items import MAX_BYTES
from kzextract.batch.walking import STDIN, Source


class Unreadable(ValueError):
    """Why a file or a record cannot be read."""


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The bytes of a file, unzipped; what goes wrong while it is read is an :class:`Unreadable`."""
    try:
        if source.name == STDIN:
            yield _unzipped(sys.stdin.buffer) if source.zipped else sys.stdin.buffer
            return
        # Not blocking: a named pipe that took the file's place would be waited for without end.
        handle = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable("no regular file (a pipe, a socket or a device)")
            source.begun(file)
            yield _unzipped(file) if source.zipped else file
    except gzip.BadGzipFile as error:
        raise Unreadable(f"no sound gzip file: {error}") from error
    except EOFError as error:
        raise Unreadable("the gzip file is cut off before its end") from error
    except zlib.error as error:
        raise Unreadable(f"the gzip file is damaged: {error}") from error
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def _unzipped(file: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file))


def read_whole(source: Source) -> bytes:
    """All bytes of a file that holds one article."""
    with opened(source) as file:
        if not source.zipped and source.size > MAX_BYTES:
            raise Unreadable(f"too large: {source.size:,} bytes, the limit is {MAX_BYTES:,}")
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(f"too large: more than {MAX_BYTES:,} bytes{' unzipped' if source.zipped else ''}")
    if not data:
        raise Unreadable("the file is empty")
    return data
