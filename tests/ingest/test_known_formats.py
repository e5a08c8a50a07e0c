"""The shipped mappings of known formats load their invented samples, every row and every line accounted for."""

from __future__ import annotations

from engagement.settings import ROOT

FORMATS = ROOT / "docs" / "formats"


def test_the_samples_of_known_formats_load_together(data):
    for path in FORMATS.glob("*.*"):
        if path.suffix != ".md":
            data.put(f"{'mappings' if path.suffix == '.toml' else 'exports'}/{path.name}", path.read_bytes())
    data.put("reference/country_aliases.csv", "alias,iso3,origin\nPL,POL,ISO\n")
    report = data.load()
    files = {file.file: file for file in report.deliveries if file.file.startswith("exports/")}
    assert {name: (file.rows_accepted, file.rows_rejected, file.rows_left_out) for name, file in files.items()} == {
        "exports/ewp_iias.csv": (2, 0, 0),
        "exports/ewp_omobilities.csv": (2, 1, 0),  # a mobility under no agreement has no country
        "exports/qualtrics.csv": (3, 0, 3),  # two extra header lines and a preview
    }
    assert data.ask(
        "select agreement_id, partner_country::varchar, workflow_status::varchar, end_date::varchar "
        "from partnerships order by all"
    ) == [("a1b2", "POL", "signed", "2027-08-31"), ("c3d4", "ITA", "proposed", "2027-08-31")]
    assert data.ask(
        "select placement_id, host_country::varchar, application_status::varchar, start_date::varchar "
        "from placements order by all"
    ) == [("m-1", "POL", "completed", "2025-09-17"), ("m-2", "POL", "nominated", "2027-02-15")]
    assert data.ask("select wave::varchar, scale, score from leadership_diagnostics order by all desc") == [
        ("pre", "Voice", 3), ("pre", "Trust", 4), ("post", "Trust", 5),
    ]  # fmt: skip


def test_every_mapping_of_a_known_format_has_a_sample_and_names_its_source():
    readme = (FORMATS / "README.md").read_text(encoding="utf-8")
    for mapping in FORMATS.glob("*.toml"):
        assert mapping.with_suffix(".csv").is_file()
        (line,) = [row for row in readme.splitlines() if f"]({mapping.name})" in row]
        assert "https://" in line
