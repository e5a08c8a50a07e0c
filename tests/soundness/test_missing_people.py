"""A placement of nobody in particular: refused on the way in, and said, rather than counted as one more or one less."""

from __future__ import annotations

from dataclasses import replace

from engagement.loading.load import load
from engagement.settings import load_settings
from engagement.warehouse import open_warehouse

HEADER = "placement_id,person_key,direction,academic_year,placement_type,application_status,host_country\n"


def test_a_missing_person_key_neither_counts_nor_merges_with_another(tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    people = ["ann", "ben", "", "", "cy"]
    rows = [f"P{at},{key},outbound,2024/2025,study,completed,FRA\n" for at, key in enumerate(people)]
    (exports / "placements.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    settings = replace(load_settings(data_dir=tmp_path), threshold=2, rounding=1)
    load(settings)
    warehouse = open_warehouse(settings)

    found = warehouse.run("placements/students").dataframe.iloc[0]
    assert (found["students"], found["placements"]) == (3, 3)
    reasons = warehouse.run("data_health/faults_by_reason").dataframe
    assert reasons[["column_name", "effect", "faults"]].to_numpy().tolist() == [["person_key", "row rejected", 2]]
