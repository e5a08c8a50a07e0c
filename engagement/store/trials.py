"""Files that are tried before they count: each in a folder of its own, which goes when the trial is over.

trials/<a random name>/<the file's name>
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path, PurePath

from engagement.errors import CallError, DeliveryError, Fault
from engagement.place import Place
from engagement.settings import Settings

MOST_MEGABYTES = 50
PREVIEW = "preview-"
"""How the name of a copy of all that is delivered begins, with the file in it."""
_KEPT_SECONDS = 24 * 3600
_LONGEST_NAME = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_ODD = re.compile(r"[^\w .()+,&=@~-]")


def begin(settings: Settings, name: str, content: bytes) -> Path:
    """Keep a file to be tried; return where it is. Trials of yesterday are removed.

    Args:
        settings: where the data folder is.
        name: of the file, as whoever sent it calls it.
        content: its bytes, which nobody looks into here.

    Raises:
        DeliveryError: the file is empty, too large, or cannot be written.
    """
    shown = plain_name(name)
    if not content:
        raise DeliveryError(Fault("The file is empty.", Place(shown), "Export it again.", "trial"))
    if len(content) > MOST_MEGABYTES * 1_000_000:
        fix = "Put it into the folder of exports; python -m engagement preview tries it there."
        what = f"The file is larger than {MOST_MEGABYTES} MB."
        raise DeliveryError(Fault(what, Place(shown), fix, "trial"))
    try:
        settings.trials_dir.mkdir(mode=0o700, exist_ok=True)
        sweep(settings)
        folder = settings.trials_dir / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        path = folder / shown
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        what = f"The file cannot be kept for a trial: {error.strerror}."
        fix = "Ask the administrator to look after the space and the permissions of the data folder."
        raise DeliveryError(Fault(what, Place(shown), fix, "trial")) from error
    return path


def end(path: Path) -> None:
    """Remove a trial with everything in it."""
    shutil.rmtree(path.parent, ignore_errors=True)


def clear(settings: Settings, path: Path) -> None:
    """Remove the copy of what is delivered that a preview of a trial has left because it was killed."""
    if path.parent.parent == settings.trials_dir:
        for folder in path.parent.glob(f"{PREVIEW}*"):
            shutil.rmtree(folder, ignore_errors=True)


def sweep(settings: Settings) -> None:
    """Remove trials that nobody has ended, a day after they began."""
    for folder in settings.trials_dir.glob("*"):
        with suppress(FileNotFoundError):  # it has just been ended
            if time.time() - folder.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def end_all(settings: Settings) -> None:
    """Remove every trial, as the server that has them ends; a preview of the command line goes on."""
    for folder in settings.trials_dir.glob("*"):
        if not folder.name.startswith(PREVIEW):
            shutil.rmtree(folder, ignore_errors=True)


def plain_name(name: str) -> str:
    """Return a name for a file that no system, pattern or page stumbles over, as like the given one as may be.

    Raises:
        DeliveryError: nothing of it can be kept.
    """
    base = PurePath(name.replace("\\", "/")).name
    safe = _ODD.sub("_", base.encode("utf-8", "replace").decode()).strip(" ._")
    stem, dot, ending = safe.rpartition(".")
    if not dot or not stem.strip("_ "):
        what = "The file's name has no letter or digit, or no ending such as .csv."
        raise DeliveryError(Fault(what, Place("the file"), "Rename it, in plain letters.", "trial"))
    return f"{stem[:_LONGEST_NAME]}.{ending[:8]}"


def keep_mapping(settings: Settings, name: str, mapping: str) -> Path:
    """Save a mapping among those of the data folder, in one step; one that is there is not overwritten.

    Raises:
        CallError: there is one of that name, the name cannot be one, or it cannot be written.
    """
    where = Place(f"mappings/{name}.toml")
    if not _NAME.fullmatch(name):
        raise CallError(Fault("This is no name for a mapping.", where, "Use letters, digits, - and _.", "trial"))
    path = settings.mappings_dir / f"{name}.toml"
    unfinished = settings.mappings_dir / f".{name}-{secrets.token_hex(4)}"
    try:
        settings.mappings_dir.mkdir(exist_ok=True)
        unfinished.write_text(mapping, encoding="utf-8", newline="\n")
        os.link(unfinished, path)  # fails where there is one, whoever was quicker
    except FileExistsError as error:
        raise CallError(Fault("There is a mapping of that name.", where, "Choose another name.", "trial")) from error
    except OSError as error:
        raise _not_written(where, error) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def keep_file(settings: Settings, path: Path) -> None:
    """Put a file that was tried among the exports, in one step, in the place of one that is called like it.

    Raises:
        CallError: it cannot be written.
    """
    unfinished = settings.exports_dir / f".{path.name}-{secrets.token_hex(4)}"
    try:
        settings.exports_dir.mkdir(exist_ok=True)
        shutil.copyfile(path, unfinished)
        unfinished.replace(settings.exports_dir / path.name)
    except OSError as error:
        raise _not_written(Place(f"exports/{path.name}"), error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _not_written(where: Place, error: OSError) -> CallError:
    fix = "Ask the administrator to look after the space and the permissions of the data folder."
    return CallError(Fault(f"It cannot be written: {error.strerror}.", where, fix, "trial"))
