"""Which characters the bytes of a delivered file stand for, and which files are not text at all."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from engagement.errors import DeliveryError, Fault
from engagement.place import Place

_SIGNATURES = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive", "Give it its right ending, .xlsx, or unpack it."),
    (b"PK\x05\x06", "an empty zip archive", "Export it again."),
    (b"\xd0\xcf\x11\xe0", "an Excel file of the old kind, or one with a password", "Save it as CSV UTF-8 or as .xlsx."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it."),
    (b"%PDF", "a PDF", "Export the data as CSV or .xlsx."),
    (b"{\\rtf", "a text document", "Export the data as CSV or .xlsx."),
    (b"\x89PNG", "a picture", "Export the data as CSV or .xlsx."),
    (b"\xff\xd8\xff", "a picture", "Export the data as CSV or .xlsx."),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 22
_HIGH = re.compile(rb"[\x80-\xff]+")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{2,}")


def refuse_what_is_not_text(path: Path, head: bytes, where: Place) -> None:
    """Say what a file is that is no text.

    Raises:
        DeliveryError: it is empty, or its first bytes are those of a workbook, an archive, a picture, a web page.
    """
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DeliveryError(Fault("The file is empty.", where, "Export it again.", "delivery-empty"))
    for signature, what, fix in _SIGNATURES:
        if head.startswith(signature):
            raise DeliveryError(Fault(f"This is {what}, not a table in text.", where, fix, "delivery-not-text"))
    if head.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        fix = "The system that it came from probably asked for a sign-in: sign in there and export again."
        raise DeliveryError(Fault("This is a web page, not a table in text.", where, fix, "delivery-not-text"))


def first_guess(head: bytes) -> str:
    """Guess the encoding from a byte-order mark or the pattern of zero bytes; otherwise utf-8, to be checked."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    # Half of the bytes of European text in UTF-16 are zero; a mark is often lost when files are put together.
    pairs = max(1, len(head) // 2)
    if head[1::2].count(0) > pairs * 0.3 and head[0::2].count(0) < pairs * 0.05:
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.3 and head[1::2].count(0) < pairs * 0.05:
        return "utf-16-be"
    return "utf-8"


_UNUSED = b"\x81\x8d\x8f\x90\x9d"  # of Windows-1252


def eight_bit(path: Path, where: Place, *, bad_line: int) -> str:
    """Return the encoding of a file that is not UTF-8: Windows-1252, where all it holds can be that.

    Raises:
        DeliveryError: it holds zero bytes; or it is UTF-8 but for a few damaged bytes; or its letters are not Western
            European, or it comes from a Mac or from DOS, and reading it as something else would garble its names.
    """
    good = bad = high = in_runs = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    is_other = False
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if b"\x00" in block:
                raise DeliveryError(zero_byte(where))
            text = decoder.decode(block)
            if not text.isascii():
                damaged = text.count("\ufffd")
                bad += damaged
                good += sum(1 for letter in text if letter > "\x7f") - damaged
            high += sum(map(len, _HIGH.findall(block)))
            in_runs += sum(map(len, _HIGH_RUNS.findall(block)))
            is_other = is_other or any(byte in block for byte in _UNUSED)
    if good > bad:
        fix = "Export it again as UTF-8, or name its encoding in the mapping: [read] encoding."
        what = f"The file is UTF-8, but line {bad_line:,} holds bytes that are not: it is damaged."
        raise DeliveryError(Fault(what, where, fix, "delivery-encoding"))
    if in_runs * 2 > high:
        # In Western European text a letter beyond ASCII rarely stands beside another; in others they all do.
        what = "The file is not UTF-8, and its letters are not Western European."
        fix = (
            "Export it as UTF-8, or name its encoding in the mapping, [read] encoding: cp949 (Korean), gb18030 or big5 "
            "(Chinese), shift_jis (Japanese), cp874 (Thai), windows-1250 (Central European), windows-1251 (Cyrillic), "
            "windows-1253 (Greek), windows-1254 (Turkish), windows-1256 (Arabic), windows-1257 (Baltic)."
        )
        raise DeliveryError(Fault(what, where, fix, "delivery-encoding"))
    if is_other:
        what = "The file is not UTF-8, and it holds bytes that Windows-1252 does not use: it is from a Mac or from DOS."
        fix = "Export it as UTF-8, or name its encoding in the mapping, [read] encoding: mac_roman, cp850 or cp437."
        raise DeliveryError(Fault(what, where, fix, "delivery-encoding"))
    return "windows-1252"


def zero_byte(where: Place) -> Fault:
    """Return what to say of a file with zero bytes in it: a copy that broke off, or no text."""
    what = "There are zero bytes in the file: it is no text, or its copying broke off."
    return Fault(what, where, "Export or copy it again.", "delivery-not-text")


def readable_name(encoding: str) -> str:
    """Return the name of an encoding as people write it."""
    return {"utf-8-sig": "utf-8", "cp1252": "windows-1252", "iso8859-1": "latin-1"}.get(encoding, encoding)
