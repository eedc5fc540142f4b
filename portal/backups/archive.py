"""The backup file: a ZIP with manifest and dump, written atomically."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from pathlib import Path

from portal.backups.manifest import LONGEST, BackupError, Manifest, read_manifest

MANIFEST, PAYLOAD = "manifest.json", "dump"
_DAMAGED = "The file is damaged: {}. Take another backup; nothing can be restored from this one."


def checksum(path: Path) -> str:
    """SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(packed: Path, manifest: Manifest, payload: Path) -> None:
    """Write a ZIP readable by its owner only, and sync it to disk."""
    descriptor = os.open(packed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr(MANIFEST, manifest.as_json())
            archive.write(payload, PAYLOAD)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(packed: Path, target: Path) -> None:
    """Rename the finished file. Atomic, as both paths are on the same file system."""
    packed.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def unpack(path: Path, folder: Path) -> tuple[Manifest, Path]:
    """The manifest, and the dump as a file in `folder`. BackupError when the file is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            missing = {MANIFEST, PAYLOAD} - set(archive.namelist())
            if missing:
                raise BackupError(_DAMAGED.format(f"it has no {', no '.join(sorted(missing))}"))
            with archive.open(MANIFEST) as packed:
                manifest = read_manifest(packed.read(LONGEST + 1))
            payload = folder / PAYLOAD
            with archive.open(PAYLOAD) as packed, payload.open("xb") as file:
                shutil.copyfileobj(packed, file)
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except OSError as error:
        raise BackupError(f"The file {path} cannot be read: {error.strerror}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        why = "it is not a backup, or it was truncated or changed"
        raise BackupError(_DAMAGED.format(why)) from error
    if checksum(payload) != manifest.payload:
        raise BackupError(_DAMAGED.format("the dump is not the one that was written"))
    return manifest, payload
