"""Whatever form a table comes in, its rows arrive whole, or the file is refused with a way to mend it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.errors import DeliveryError
from engagement.ingest.read.relation import Delivery, ReadOptions, records, stage, survey
from engagement.quoting import identifier, literal

ROWS = [("Zürich, ETH", "Suisse"), ("Łódź", "Polska"), ("Côte d'Azur", "France")]
PLAIN = "partner,country\nKyoto,Japan\nOsaka,Japan\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(content: str | bytes, name: str = "export.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def write_workbook(sheets: dict[str, list[list[object]]], name: str = "export.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write_workbook


def staged(delivery: Delivery) -> list[tuple]:
    with duckdb.connect() as connection:
        stage(connection, delivery, "staged")
        return connection.execute("from staged order by _line").fetchall()


def rows_of(path: Path, options: ReadOptions | None = None, **known) -> list[tuple]:
    return staged(survey(path, options, **known))


def refusal(path: Path, options: ReadOptions | None = None, **known) -> str:
    with pytest.raises(DeliveryError) as caught:
        survey(path, options, **known)
    for fault in caught.value.faults:
        assert fault.what
        assert fault.where.file
        assert fault.fix
    return str(caught.value)


# characters


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        pytest.param("utf-8", "utf-8", id="UTF-8"),
        pytest.param("utf-8-sig", "utf-8", id="UTF-8 with a byte-order mark"),
        pytest.param("utf-16", "utf-16", id="UTF-16 with a byte-order mark"),
        pytest.param("utf-16-le", "utf-16-le", id="UTF-16, little end first, no mark"),
        pytest.param("utf-16-be", "utf-16-be", id="UTF-16, big end first, no mark"),
        pytest.param("utf-32", "utf-32", id="UTF-32 with a byte-order mark"),
    ],
)
def test_unicode_is_recognized_without_being_told(write, encoding, named):
    text = "partner;country\n" + "".join(f"{partner};{country}\n" for partner, country in ROWS)

    delivery = survey(write(text.encode(encoding)))

    assert delivery.encoding == named
    assert [row[:2] for row in staged(delivery)] == ROWS


@pytest.mark.parametrize(
    ("text", "bytes_", "named"),
    [
        pytest.param("Genève", "Genève".encode("cp1252"), "windows-1252", id="an accent"),
        pytest.param("“Café” 5 €", "“Café” 5 €".encode("cp1252"), "windows-1252", id="curly quotes and the euro"),
    ],
)
def test_eight_bit_text_is_windows_1252_unless_it_cannot_be_and_that_is_said(write, text, bytes_, named):
    delivery = survey(write(b"partner,country\n" + bytes_ + b",CH\n"))

    assert (delivery.encoding, staged(delivery)[0][0]) == (named, text)
    assert any(named in note for note in delivery.notes)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Hochschule für Musik", "cp850"), ("Collège de France", "mac_roman"), ("Université de Liège", "mac_roman")],
)
def test_what_comes_from_a_mac_or_from_dos_is_told_so(write, name, encoding):
    path = write(f"partner,country\n{name},FR\n".encode(encoding))
    with pytest.raises(DeliveryError, match="is from a Mac or from DOS"):
        survey(path)
    assert rows_of(path, ReadOptions(encoding=encoding)) == [(name, "FR", 2)]


def test_an_encoding_that_the_mapping_names_is_used(write):
    path = write("기관,국가\n한양대학교,한국\n".encode("cp949"))

    assert rows_of(path, ReadOptions(encoding="cp949")) == [("한양대학교", "한국", 2)]


@pytest.mark.parametrize("encoding", ["cp949", "gb18030", "shift_jis", "cp874", "windows-1251", "windows-1256"])
def test_letters_that_are_not_western_european_are_not_taken_for_it(write, encoding):
    names = {
        "cp949": "한양대학교",
        "gb18030": "清华大学",
        "shift_jis": "東京大学",
        "cp874": "จุฬาลงกรณ์มหาวิทยาลัย",
        "windows-1251": "Московский университет",
        "windows-1256": "جامعة القاهرة",
    }

    assert encoding in refusal(write(f"partner,country\n{names[encoding]},x\n".encode(encoding)))


def test_a_file_that_is_not_in_the_encoding_named_is_refused(write):
    message = refusal(write("a,b\nGenève,1\n".encode("cp1252")), ReadOptions(encoding="utf-8"))

    assert "not utf-8" in message
    assert "[read] encoding" in message


def test_utf_8_with_a_damaged_byte_is_refused_and_not_read_as_something_else(write):
    path = write("a,b\nÅrhus,Łódź\n".encode() + b"Z\xffrich,Gen\xc3\xa8ve\n")

    assert "line 3 holds bytes that are not" in refusal(path)


def test_utf_8_cut_in_the_middle_of_a_letter_is_refused(write):
    assert "damaged" in refusal(write("a,b\nÅrhus,Łódź\nKöln,Zürich é".encode()[:-1]))


# layout


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", ":", "~", "^"])
def test_the_delimiter_is_found(write, delimiter):
    text = f"partner{delimiter}country{delimiter}city\nKyoto{delimiter}Japan{delimiter}Kyoto\n"

    assert rows_of(write(text)) == [("Kyoto", "Japan", "Kyoto", 2)]


def test_a_decimal_comma_does_not_pass_for_a_delimiter(write):
    path = write("country;ratio\nMT;3,17\nNO;2,71\nSE;2,66\n")

    assert survey(path).delimiter == ";"
    assert rows_of(path)[0] == ("MT", "3,17", 2)


def test_a_delimiter_that_nobody_would_think_of_can_be_named(write):
    assert rows_of(write("a§b\n1§2\n".encode()), ReadOptions(delimiter="§")) == [("1", "2", 2)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param('a,b\n"x, y",z\n', ("x, y", "z"), id="a delimiter inside quotes"),
        pytest.param('a,b\n"say ""no""",z\n', ('say "no"', "z"), id="a quote doubled"),
        pytest.param('a,b\n"say \\"no\\"",z\n', ('say "no"', "z"), id="a quote after a backslash"),
        pytest.param("a,b\n'x, y','z'\n", ("x, y", "z"), id="apostrophes for quotes"),
        pytest.param('a,b\n5" pipe,z\n', ('5" pipe', "z"), id="a quote that quotes nothing"),
        pytest.param('a,b\nx, "y, z"\n', ("x", "y, z"), id="a blank before the quote"),
        pytest.param('a,b\n"x" ,"y"\t\n', ("x", "y"), id="a blank after the quote"),
        pytest.param('a,b\n"x\ny",z\n', ("x\ny", "z"), id="a line end inside a cell"),
        pytest.param('a,b\r\n"x\ny",z\r\n', ("x\ny", "z"), id="a line feed in a cell of a file with CR LF"),
        pytest.param("a,b\rx,z\r", ("x", "z"), id="lines that end as on an old Macintosh"),
        pytest.param("a,b\r\nx,z\n", ("x", "z"), id="line ends of two kinds"),
        pytest.param("a,b\n O'Neill ,back\\slash\n", ("O'Neill", "back\\slash"), id="an apostrophe and a backslash"),
    ],
)
def test_quoting_and_line_ends_of_every_kind_are_read(write, text, cells):
    assert [row[:2] for row in rows_of(write(text))] == [cells]


def test_quoting_can_be_switched_off(write):
    assert rows_of(write('a,b\n"x,y\n'), ReadOptions(quote="")) == [('"x', "y", 2)]


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param("Agreements as of 2026\n", id="one title"),
        pytest.param("Agreements\n\nprinted, on Monday\n", id="titles and a blank line"),
        pytest.param("Agreements,,,\nOffice,Global,,\n", id="titles filled up with delimiters"),
        pytest.param('A title with a " in it\n', id="a title with a quote that is never closed"),
    ],
)
def test_titles_above_the_header_are_passed_over(write, titles):
    path = write(f"{titles}partner,country,city,since\nKyoto,Japan,Kyoto,1999\n")

    delivery = survey(path, ReadOptions(quote="") if '"' in titles else None)

    assert delivery.headers == ("partner", "country", "city", "since")
    assert staged(delivery) == [("Kyoto", "Japan", "Kyoto", "1999", titles.count("\n") + 2)]


def test_known_headers_tell_the_header_from_a_title_above_it(write):
    path = write("Office,Global,\npartner,country,since\nKyoto,Japan,1999\n")

    assert survey(path, expected={"Partner", "Country"}).header_line == 2


def test_a_row_as_wide_as_the_header_below_it_is_not_lost_unless_the_mapping_says_so(write):
    path = write("Office,Global,Education\npartner,country,since\nKyoto,Japan,1999\n")

    assert "header_row = 2" in refusal(path, expected={"Partner", "Country"})
    assert survey(path, ReadOptions(header_row=2), expected={"Partner", "Country"}).header_line == 2


def test_the_line_of_the_header_can_be_stated(write):
    path = write("a,b\nc,d\ne,f\n")

    assert rows_of(path, ReadOptions(header_row=2)) == [("e", "f", 3)]
    assert "line 9" in refusal(path, ReadOptions(header_row=9))


def test_headers_lose_line_ends_and_surplus_blanks(write):
    assert survey(write('" EXPIRY\nCHECK ",b\n1,2\n')).headers == ("EXPIRY CHECK", "b")


def test_columns_of_one_name_and_of_none_are_told_apart(write):
    delivery = survey(write("Name,name,,_line\na,b,c,d\n"))

    assert delivery.headers == ("Name", "name (2)", "column 3", "_line (2)")
    assert delivery.repeated == {"name"}
    assert staged(delivery) == [("a", "b", "c", "d", 2)]


@pytest.mark.parametrize("cell", ["  Kyoto  ", "\tKyoto", "\u00a0Kyoto\u3000", '" Kyoto "', "Kyoto\u200b"], ids=repr)
def test_cells_lose_the_blanks_around_them(write, cell):
    assert rows_of(write(f"a;b\n{cell};x\n"))[0][0] == "Kyoto"


@pytest.mark.parametrize("cell", ["", '""', "   ", '"  "'], ids=repr)
def test_an_empty_cell_is_nothing(write, cell):
    assert rows_of(write(f"a;b\n{cell};x\n"))[0][0] is None


def test_what_stands_for_nothing_is_what_the_mapping_says_and_never_namibia(write):
    path = write("country,gpa\nNA,-\nDE,N/A\n")

    assert rows_of(path, ReadOptions(nulls=("-", "n/a"))) == [("NA", None, 2), ("DE", None, 3)]


def test_every_row_knows_its_line_in_the_file(write):
    path = write('a,b\n"x\ny\nz",1\n\nq,2\n,\nr,3\n')

    assert [(row[1], row[2]) for row in rows_of(path)] == [("1", 2), ("2", 6), ("3", 8)]


def test_short_rows_are_filled_up_and_that_is_said(write):
    delivery = survey(write("a,b,c\n1,2\n3,4,5\n"))

    assert staged(delivery) == [("1", "2", None, 2), ("3", "4", "5", 3)]
    assert "shorter than the header: 1." in delivery.notes[0]


def test_delimiters_at_the_end_of_rows_are_no_cells(write):
    assert rows_of(write("a,b\n1,2,,\n")) == [("1", "2", 2)]


def test_names_of_files_and_headers_with_signs_of_sql_in_them_are_safe(write):
    path = write('O\'Neill "x",back\\slash,;drop table staged\n1,2,3\n', name="it's; drop \\ [1].csv")
    delivery = survey(path, ReadOptions(quote="", delimiter=","))

    assert staged(delivery) == [("1", "2", "3", 2)]


def test_quoting_for_sql_doubles_quotes_and_leaves_the_rest():
    with duckdb.connect() as connection:
        row = connection.execute(f"select {literal(chr(92) + chr(39))} as {identifier('a' + chr(34) + chr(39))}")
        assert row.description[0][0] == "a\"'"
        assert row.fetchall() == [("\\'",)]


# the two ways


def test_a_sound_file_is_left_to_duckdb(write):
    assert survey(write(PLAIN)).is_plain


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN, id="as simple as can be"),
        pytest.param("\ufeff" + PLAIN, id="a byte-order mark"),
        pytest.param(PLAIN.replace("\n", "\r\n"), id="CR LF"),
        pytest.param(PLAIN.removesuffix("\n"), id="no line end at the end"),
        pytest.param('a,b\n"x, y"," z "\n"","0"\n,1\n', id="quotes, padding, empty cells"),
        pytest.param("Title\na,b\n1,2\n3,4\n", id="a title"),
        pytest.param("a;b\nMünchen;1\n東京;2\n", id="not only ASCII"),
        pytest.param("a,b\n1,2\n" + f"3,{'x' * 60}\n" * 20_000, id="more than one block"),
    ],
)
def test_both_ways_of_reading_give_the_same_rows_and_lines(write, text):
    delivery = survey(write(text))

    assert delivery.is_plain
    assert staged(delivery) == staged(replace(delivery, is_plain=False))


def test_the_rows_of_a_table_made_from_a_plain_file_are_numbered_by_its_lines(write):
    delivery = survey(write("Title\na,b\n" + "".join(f"{n},x\n" for n in range(250_000))))
    with duckdb.connect() as connection:
        stage(connection, delivery, "staged")
        connection.execute("create table copy as select a from staged")
        wrong = connection.execute(f"select count(*) from copy where {delivery.line_of('rowid')} <> a::bigint + 3")
        assert wrong.fetchall() == [(0,)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('a,b\n"x\ny",1\n', id="a line end in a cell"),
        pytest.param("a,b\n1,2\n\n3,4\n", id="a blank line"),
        pytest.param("a,b\n1,2\n,\n3,4\n", id="a row of delimiters"),
        pytest.param('a,b\n1,2\n""," "\n3,4\n', id="a row of empty cells"),
        pytest.param("a,b\r\n1,2\n", id="line ends of two kinds"),
        pytest.param("a,b\n1\n3,4\n", id="a short row"),
        pytest.param('"a\nc",b\n1,2\n', id="a line end in the header"),
        pytest.param("a,b\n1,2\x85\n".encode("latin-1"), id="not UTF-8"),
        pytest.param('a,b\n1,"x" y\n', id="text behind a quote"),
    ],
)
def test_whatever_could_shift_lines_or_cells_is_read_row_by_row(write, text):
    assert not survey(write(text)).is_plain


def test_a_file_that_is_gone_between_survey_and_stage_is_refused(write):
    delivery = survey(write(PLAIN))
    delivery.file.unlink()

    with pytest.raises(DeliveryError, match="changed while"):
        staged(delivery)


def test_the_rows_can_be_gone_through_without_a_database(write):
    assert list(records(survey(write("a,b,c\n 1 ,2\n")))) == [(2, ["1", "2", ""])]


def test_a_file_that_changes_between_survey_and_stage_is_refused(write):
    delivery = survey(write(PLAIN))
    write(PLAIN + "Nara,Japan\n")

    with pytest.raises(DeliveryError, match="changed while"):
        staged(delivery)


# workbooks


def test_a_workbook_arrives_as_text(workbook):
    path = workbook(
        {
            "Agreements": [
                ["Agreements of the office"],
                [],
                ["partner", "since", "share", "places", "active", "note"],
                ["Kyoto", dt.datetime(1999, 4, 1), 0.1 + 0.2, 3.0, True, " padded "],
                [None, None, None],
                ["Osaka", dt.datetime(2001, 5, 2, 13, 30), 9.5, 12, False, None],
            ]
        }
    )

    assert rows_of(path) == [
        ("Kyoto", "1999-04-01", "0.3", "3", "true", "padded", 4),
        ("Osaka", "2001-05-02 13:30:00", "9.5", "12", "false", None, 6),
    ]


def test_one_sheet_with_rows_is_the_one_that_is_read(workbook):
    path = workbook({"Cover": [], "Data": [["a", "b"], ["1", "2"]]})

    assert rows_of(path) == [("1", "2", 2)]


def test_several_sheets_with_rows_need_a_word_from_the_mapping(workbook):
    path = workbook({"2018": [["a"], ["1"]], "2019": [["a"], ["2"]]})

    assert "2018, 2019" in refusal(path)
    assert rows_of(path, ReadOptions(sheet="2019")) == [("2", 2)]
    assert 'no sheet "2020"' in refusal(path, ReadOptions(sheet="2020"))


def test_a_workbook_that_breaks_off_is_refused(workbook):
    path = workbook({"Data": [["a", "b"], ["1", "2"]]})
    path.write_bytes(path.read_bytes()[:-200])

    assert "half written or damaged" in refusal(path)


def test_a_workbook_with_damage_inside_is_refused(workbook):
    path = workbook({"Data": [["a", "b"], *([n, "x" * 50] for n in range(200))]})
    damaged = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(damaged, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, content[: len(content) // 2] if "sheet1" in part.filename else content)
    path.write_bytes(damaged.getvalue())

    assert "half written or damaged" in refusal(path)


def test_a_workbook_that_unpacks_to_more_than_a_table_needs_is_refused_unread(workbook):
    path = workbook({"Data": [["a"], ["1"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * (70 << 20))

    assert "would unpack to 70 MB" in refusal(path)


# anything at all


def _letters(text: str) -> str:
    """A cell without the blanks around it: what Unicode calls so, and two marks that nobody sees."""
    while text and (text[0].isspace() or text[0] in "\u200b\ufeff"):
        text = text[1:]
    while text and (text[-1].isspace() or text[-1] in "\u200b\ufeff"):
        text = text[:-1]
    return text


_cells = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co"), include_characters="\n\t"), max_size=12
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.text("abcÉ中", min_size=1), _cells, _cells), min_size=1, max_size=8),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_any_program_writes_as_csv_is_read_back(write, rows, delimiter, line_end, encoding):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([("first", "second", "third"), *rows])
    path = write(text.getvalue().encode(encoding))

    assert [row[:-1] for row in rows_of(path, expected={"first", "second", "third"})] == [
        tuple(_letters(cell) or None for cell in row) for row in rows
    ]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(st.sampled_from("a1,;\"'\\\t\r\n\x00é"), max_size=80).map(str.encode))
def test_whatever_bytes_come_they_are_read_or_refused(write, content):
    try:
        delivery = survey(write(content))
    except DeliveryError:
        return
    assert len(staged(delivery)) == delivery.rows


# what is refused


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \r\n\r\n", "empty", id="blank lines"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="a byte-order mark alone"),
        pytest.param(b"a,b\n", "not one row", id="only a header"),
        pytest.param(b"a,b\n,\n  ,\n", "not one row", id="only a header and blank rows"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(200), "picture", id="a picture"),
        pytest.param(b"%PDF-1.7\n", "PDF", id="a PDF"),
        pytest.param(b"PK\x03\x04" + bytes(50), "workbook", id="a workbook that is called .csv"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(50), "old kind", id="an old workbook that is called .csv"),
        pytest.param(b"<!DOCTYPE html><html>Sign in</html>", "web page", id="a web page"),
        pytest.param(bytes(range(256)) * 40, "zero bytes", id="binary"),
        pytest.param(b"a,b\n1,2\n" + bytes(4096), "zero bytes", id="a copy that ends in zero bytes"),
        pytest.param(b'a,b\n1,"x\n2,y\n', "export.csv:2", id="a quote that is never closed"),
        pytest.param(b"a,b,c\n1,2,3\n4,5", "half written", id="a last row that breaks off"),
        pytest.param(
            b"a,b\n1,2\n3,4,5\n6,7,8\n", "line 3 (3 cells), line 4 (3 cells)", id="rows longer than the header"
        ),
        pytest.param(b",".join(b"c%d" % n for n in range(10_000)) + b"\n1\n", "10,000 columns", id="10,000 columns"),
        pytest.param("a,b\n1,2\n".encode("utf-16")[:-1], "utf-16", id="UTF-16 that breaks off"),
    ],
)
def test_a_file_that_is_no_whole_table_is_refused_with_a_way_to_mend_it(write, content, said):
    assert said in refusal(write(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"a,b\n1,2\n", "half written or damaged", id="text that is called .xlsx"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(50), "password", id="an old workbook, or one with a password"),
        pytest.param(b"", "half written or damaged", id="nothing"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_way_to_mend_it(write, content, said):
    assert said in refusal(write(content, name="export.xlsx"))


def test_a_workbook_with_more_columns_than_a_table_has_is_refused(workbook):
    assert "3,000 columns" in refusal(workbook({"Data": [["h"] * 3000, ["1"]]}))


def test_a_folder_that_is_called_like_a_file_is_refused(tmp_path):
    (tmp_path / "x.csv").mkdir()

    assert "no file" in refusal(tmp_path / "x.csv")


def test_a_header_alone_is_enough_where_a_table_may_be_empty(write):
    delivery = survey(write("a,b\n"), may_be_empty=True)

    assert staged(delivery) == []


def test_a_cell_of_megabytes_is_a_cell_and_one_without_end_is_a_quote_left_open(write):
    assert len(rows_of(write(f'a,b\n"{"x" * 3_000_000}",1\n'))[0][0]) == 3_000_000
    assert "never closed" in refusal(write('a,b\n"' + "x,y\n" * 1_200_000))


HEAD = "id,name,from,to\n1,Ann,2021,2022\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param('2,Bo,2021,"2022\n3,Cy,2021,2022\n4,Di,2021,2022"\n', "lines 3 to 5", id="at the end of a row"),
        pytest.param('2,"Bo,2021,2022\n3,Cy",2021,2022\n', "lines 3 to 4", id="in one column of two rows"),
        pytest.param('2,"Bo,2021,2022\r\n3,Cy",2021,2022\r\n', "lines 3 to 4", id="with line ends of Windows"),
        pytest.param(
            '2,"Bo,2021,2022\n3,Cy",2021,2022\n4,"Di,2021,2022\n5,Ed",2021,2022\n',
            "lines 3 to 4, lines 5 to 6",
            id="twice",
        ),
    ],
)
def test_a_stray_quote_that_swallows_rows_is_refused_with_their_lines(write, rows, said):
    assert said in refusal(write(HEAD + rows))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Bo\nof Oslo", id="a text of two lines"),
        pytest.param("Bo, Cy, Di\nand Ed, Flo, Gus", id="lines of prose with as many commas as the table"),
        pytest.param("\n\n\n", id="lines of nothing"),
    ],
)
def test_a_text_of_several_lines_swallows_nothing_and_its_lines_are_counted(write, name):
    delivery = survey(write(f'{HEAD}2,"{name}",2021,"2022\nand later"\n'))
    lines = name.count("\n") + 1
    assert delivery.rows == 2
    assert delivery.notes == (f"Lines that continue the row above, inside quotes: {lines}.",)


UNPRINTABLE = [
    *(chr(code) for code in range(1, 0xA0) if not chr(code).isprintable() and not chr(code).isspace()),
    *map(chr, (0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0xAFFFF, 0x10FFFE, 0x10FFFF)),
]


@pytest.mark.parametrize("character", UNPRINTABLE, ids=ascii)
def test_what_cannot_be_printed_is_left_out_and_told(write, character):
    delivery = survey(write(f"partner,country\nKyo{character}to,Japan\n"))
    assert [cells for _, cells in records(delivery)][-1] == ["Kyoto", "Japan"]
    assert any("cannot be printed, such as control characters, left out: 1." in note for note in delivery.notes)


@pytest.mark.parametrize(
    "name", ["Zürich", "Łódź", "東京大学", "जयपुर", "a\u200db", "🎓", "\ud7ff\ue000\ufffd", "a\u0085b"]
)
def test_what_can_be_printed_stays(write, name):
    delivery = survey(write(f"partner,country\n{name},Japan\n"))
    assert not delivery.notes
    assert delivery.is_plain or "\u0085" in name


def test_a_workbook_loses_what_cannot_be_printed(workbook):
    delivery = survey(workbook({"Sheet": [["partner", "country"], ["Kyo\x7fto", "Japan"]]}))
    assert [cells for _, cells in records(delivery)][-1] == ["Kyoto", "Japan"]
    assert any("cannot be printed" in note for note in delivery.notes)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closing", [True, False], ids=["closed", "without a last line end"])
def test_every_line_is_a_title_a_header_a_row_part_of_one_or_blank(write, end, closing):
    written = ["Register", "", ";;", "No;Long", '1;"two', 'lines"', "", "2;x", "", "3;y"]
    path = write(end.join(written) + (end if closing else ""))
    lines = survey(path, ReadOptions(header_row=4)).lines
    assert (lines.total, lines.head, lines.rows, lines.continued, lines.blank) == (10, 2, 3, 1, 4)
    assert lines.unaccounted == 0


def test_rows_of_a_sheet_are_accounted_for_as_lines_are(workbook):
    path = workbook({"A": [["Title"], [], ["No", "Name"], [1, "a\nb"], [], [2, "c"], [None]]})
    lines = survey(path, ReadOptions(header_row=3)).lines
    assert (lines.total, lines.head, lines.rows, lines.continued, lines.blank) == (6, 2, 2, 0, 2)
