"""The digest of an edition: what its files and its sources say, on whatever machine they lie."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from busrisk.rulebook.shape import Source


def digest_of(files: Mapping[str, bytes], sources: Iterable[Source]) -> str:
    """SHA-256 in hex over the files (by name, line endings made equal) and the sources (by id)."""
    content = hashlib.sha256()
    for name in sorted(files):
        _add(content, name, files[name].replace(b"\r\n", b"\n"))
    for source in sorted(sources, key=lambda one: one.id):
        told = json.dumps(source.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
        _add(content, source.id, told.encode())
    return content.hexdigest()


def _add(content: hashlib._Hash, name: str, text: bytes) -> None:
    """The length goes first, so that no text can pass for the start of the next."""
    content.update(f"{name}\n{len(text)}\n".encode())
    content.update(text)
