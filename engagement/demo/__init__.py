"""Demonstration data: invented, deterministic, of any size, with what makes the views worth having.

    python -m engagement demo --out DIR [--placements N] [--seed S]

The same seed and size give the same bytes, on any machine. What is written says so itself: the marker
exports/demonstration.json holds the hash of every file, and a file that differs from it is not demonstration data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from engagement.demo import agreement_rows, diagnostics, leadership, reference
from engagement.demo.agreements import agreements
from engagement.demo.draw import Draw
from engagement.demo.files import Output
from engagement.demo.people import people
from engagement.demo.placements import PlacementMaker
from engagement.demo.planted import PLANTED, Planted, faulty_rows
from engagement.demo.world import AS_OF, REFERENCE_PLACEMENTS, load_world, scale, slow_scale
from engagement.errors import CallError, Fault
from engagement.place import Place

__all__ = ["AS_OF", "DEFAULT_SEED", "PLANTED", "Demonstration", "Planted", "write_demo"]

DEFAULT_SEED = 20261101
FEWEST = 500


@dataclass(frozen=True)
class Demonstration:
    """What was written: rows by file, planted faults included."""

    folder: Path
    rows: Mapping[str, int]


def write_demo(
    out_dir: Path,
    *,
    placements: int = REFERENCE_PLACEMENTS,
    seed: int = DEFAULT_SEED,
    progress: Callable[[str], None] | None = None,
) -> Demonstration:
    """Write exports/ and the institution's part of reference/ below `out_dir`.

    Memory does not grow with `placements`: rows are made and written in chunks. Files appear only when all are whole.

    Args:
        out_dir: the data folder; made if need be. Files of an earlier demonstration are replaced.
        placements: how many placement applications; people, agreements and programs follow.
        seed: another seed gives another world of the same shape.
        progress: told in a few words what is being written.

    Raises:
        CallError: too few placements, or the folder holds exports that are not demonstration data.
    """
    if placements < FEWEST:
        raise CallError(
            Fault(f"{placements} placements are too few.", Place(part="--placements"), f"Use {FEWEST} or more.")
        )
    say = progress or (lambda _: None)
    output = Output(Path(out_dir))
    output.refuse_to_replace_real_files(reference=reference.NAMES)
    draw, world = Draw(seed), load_world()
    everyone = people(draw, placements)
    agreement_list = agreements(world, draw, placements)

    say(f"{len(agreement_list):,} agreements")
    places = scale(placements) / slow_scale(placements)
    rows = [*agreement_rows.rows(agreement_list, draw, places_factor=places), *faulty_rows("partnerships")]
    output.write_rows("exports/partnerships.csv", agreement_rows.COLUMNS, rows)

    maker = PlacementMaker(world, draw, everyone, agreement_list, placements)
    abroad: list[leadership.WentAbroad] = []

    def tables() -> Iterator[pa.Table]:
        written = 0
        for chunk in maker.chunks():
            abroad.append(leadership.sample(draw, chunk, placements))
            written += chunk.table.num_rows
            say(f"{written:,} of {placements:,} placements")
            yield chunk.table

    output.write_tables("exports/placements.csv", tables(), faulty_rows("placements"))

    programs = leadership.enrollments(draw, everyone, leadership.together(abroad), placements)
    say(f"{programs.table.num_rows:,} leadership enrollments and their diagnostics")
    name = "exports/leadership_{}.csv".format
    output.write_tables(name("enrollments"), [programs.table], faulty_rows("leadership_enrollments"))
    output.write_tables(name("diagnostics"), diagnostics.tables(draw, programs), faulty_rows("leadership_diagnostics"))

    for table, columns, reference_rows in reference.tables(everyone, placements):
        output.write_rows(f"reference/{table}.csv", columns, reference_rows)
    output.finish(as_of=AS_OF.isoformat(), seed=seed, placements=placements)
    say(f"{sum(output.rows.values()):,} rows in {len(output.rows)} files")
    return Demonstration(Path(out_dir), output.rows)
