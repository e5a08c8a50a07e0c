"""Every file that a snapshot is built from, with its hash; their hashes together are the snapshot's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

import engagement
from engagement.contract import Contract, Table
from engagement.errors import DeliveryError, Fault
from engagement.ingest.snapshot.demonstration import MARKER, Marker, read_marker
from engagement.ingest.snapshot.hashes import FileHashes
from engagement.ingest.snapshot.manifest import MANIFEST, Manifest, hold_checksums, read_manifest
from engagement.ingest.snapshot.salt import salt_fingerprint
from engagement.place import Place
from engagement.settings import Settings
from engagement.store.fingerprint import digest, files_below, mapping_files, own_tables, program_hash

READ_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")


@dataclass(frozen=True)
class InputFile:
    """One delivered or reference file. `name` is relative to the data folder and uses / on every system."""

    path: Path
    name: str
    sha256: str
    bytes: int
    modified_at: datetime
    is_demonstration: bool


@dataclass(frozen=True)
class Inputs:
    """What the next snapshot is made of.

    exports: the files of exports/ that count; reference: the files of each reference table that has any.
    left_out: one sentence for each thing in the data folder that does not count.
    manifest: what the office that delivers says of its files.
    """

    snapshot_id: str
    exports: tuple[InputFile, ...]
    reference: Mapping[str, tuple[InputFile, ...]]
    is_demonstration: bool
    as_of: date | None
    left_out: tuple[str, ...]
    manifest: Manifest

    @property
    def exports_id(self) -> str:
        """One hash over the exports alone: equal where the same delivery is built anew."""
        return digest({export.name: export.sha256 for export in self.exports})


def gather(settings: Settings, contract: Contract, salt: str) -> Inputs:
    """Find and hash everything that the snapshot depends on.

    Raises:
        DeliveryError: there is nothing to load, the name of a file is not UTF-8, a file is not what the manifest says,
            or the marker of demonstration data cannot be read.
    """
    _refuse_unreadable_names(settings)
    marker = read_marker(settings.exports_dir)
    hashes = FileHashes(settings.records_dir / "hashes.json")
    exports = [_file(path, settings, marker, hashes) for path in export_files(settings)]
    manifest = read_manifest(settings.exports_dir)
    hold_checksums(manifest, {export.name.removeprefix("exports/"): export.sha256 for export in exports})
    if not exports:
        raise DeliveryError(_nothing_delivered(settings, contract))
    reference = {
        table.name: files
        for table in contract.reference
        if (files := tuple(_file(path, settings, marker, hashes) for path in reference_files(settings, table)))
    }
    left_out = list(_unread(settings))
    is_demonstration = all(file.is_demonstration for file in exports)
    if not is_demonstration:
        left_out += _invented(exports, reference)
        exports = [file for file in exports if not file.is_demonstration]
        reference = {name: kept for name, files in reference.items() if (kept := _real(files))}
    depends_on = {
        "exports": {file.name: file.sha256 for file in exports},
        "reference": {name: {file.name: file.sha256 for file in files} for name, files in reference.items()},
        "left_out": left_out,
        "contract": hashes.of(settings.contract_path),
        "own_tables": {path.name: hashes.of(path) for path in own_tables(settings)},
        "mappings": {path.name: hashes.of(path) for path in mapping_files(settings)},
        "threshold": settings.threshold,
        "home_country": settings.home_country,
        "is_demonstration": is_demonstration,
        "as_of": str(marker.as_of) if is_demonstration else None,
        "salt": salt_fingerprint(salt),
        "program": [engagement.__version__, duckdb.__version__, program_hash(Path(__file__).parent.parent)],
    }
    hashes.save()
    return Inputs(
        snapshot_id=digest(depends_on),
        exports=tuple(exports),
        reference=reference,
        is_demonstration=is_demonstration,
        as_of=marker.as_of if is_demonstration else None,
        left_out=tuple(left_out),
        manifest=manifest,
    )


def export_files(settings: Settings) -> list[Path]:
    """Return the files of exports/ and its folders that can be read, by name."""
    return [path for path in files_below(settings.exports_dir) if path.suffix.lower() in READ_SUFFIXES]


def reference_files(settings: Settings, table: Table) -> list[Path]:
    """Return where a reference table lies: in the data folder, or shipped.

    Only tables that must be there are taken from what is shipped. Populations, targets or summits belong to an
    institution: another's would be invented numbers.
    """
    folders = settings.reference_dirs[:1] if table.is_optional else settings.reference_dirs
    paths = []
    for name in table.paths:
        candidates = (folder / Path(name).name for folder in folders)
        paths += [path for path in candidates if path.is_file()][:1]
    return paths


def _file(path: Path, settings: Settings, marker: Marker, hashes: FileHashes) -> InputFile:
    inside = path.is_relative_to(settings.data_dir)
    name = path.relative_to(settings.data_dir).as_posix() if inside else f"shipped/{path.parent.name}/{path.name}"
    sha256, status = hashes.of(path), path.stat()
    modified_at = datetime.fromtimestamp(int(status.st_mtime), UTC)
    return InputFile(path, name, sha256, status.st_size, modified_at, marker.holds(name, sha256))


def _refuse_unreadable_names(settings: Settings) -> None:
    # such a name comes from an old archive or another system; neither a database nor a page can hold it
    names = [path.relative_to(settings.data_dir).as_posix() for path in files_below(settings.exports_dir)]
    fix = "Rename the file, in plain letters."
    faults = [
        Fault("The name of a file cannot be read: it is not UTF-8.", Place(shown), fix, "delivery-file-name")
        for name in names
        if (shown := name.encode("utf-8", "backslashreplace").decode()) != name
    ]
    if faults:
        raise DeliveryError(*faults)


def _unread(settings: Settings) -> Iterator[str]:
    for path in files_below(settings.exports_dir):
        if path.suffix.lower() not in READ_SUFFIXES and path.name not in (MARKER, MANIFEST):
            name = path.relative_to(settings.data_dir).as_posix()
            yield f"{name} is not read: only {', '.join(READ_SUFFIXES)} are. Save it as one of these."


def _invented(exports: list[InputFile], reference: Mapping[str, tuple[InputFile, ...]]) -> list[str]:
    files = [*exports, *(file for group in reference.values() for file in group)]
    why = "is demonstration data and left out, because there are exports of your own."
    return [f"{file.name} {why}" for file in files if file.is_demonstration]


def _real(files: tuple[InputFile, ...]) -> tuple[InputFile, ...]:
    return tuple(file for file in files if not file.is_demonstration)


def _nothing_delivered(settings: Settings, contract: Contract) -> Fault:
    names = ", ".join(f"{table.name}.csv" for table in contract.delivered)
    fix = (
        f"Put at least one of {names} there (or files of your own with a mapping in {settings.mappings_dir}); "
        f"or begin with invented data: python -m engagement demo --out {settings.data_dir}"
    )
    return Fault("There are no exports to load.", Place.of(settings.exports_dir), fix, "no-exports")
