"""Figures as people and spreadsheets write them: read as they were meant, or refused in a sentence, never misread."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workflows.measures import catalogue
from workflows.measures.figures import Unfit, read, shape_of
from workflows.measures.figures_file import read_figures

TODAY = date(2026, 11, 2)
EVERY = catalogue.everything()
OF_SHAPE = {shape: next(one for one in EVERY.values() if one.feed == "return" and shape_of(one) == shape)
            for shape in ("count", "share")}  # fmt: skip
PERCENT = next(one for one in EVERY.values() if one.unit == "percent" and shape_of(one) == "number")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("7.5", "7.5"), ("67", "67"), (" 67.8 % ", "67.8"), ("0", "0"), ("099", "99")],
)
def test_a_number_with_a_fraction_is_read_as_it_was_meant(said, meant):
    assert read(PERCENT, {"number": said}).value == Decimal(meant)


@pytest.mark.parametrize(
    "said",
    ["7,5", "12,50", "1,2345", "1.234,5", ",5", "5,", "1e2", "1_0", "NaN", "Infinity", "٣", "=1+1", "+5", "-1", "101"],
)
def test_what_could_be_meant_otherwise_is_refused(said):
    """7,5 was once read as 75."""
    with pytest.raises(Unfit, match=r"7\.5|below nothing|above 100"):
        read(PERCENT, {"number": said})


def test_a_comma_stands_between_thousands():
    assert read(OF_SHAPE["count"], {"number": "1,234"}).numerator == 1234
    share = read(OF_SHAPE["share"], {"number": "1,000", "out_of": "12,345"})
    assert (share.numerator, share.denominator) == (1000, 12345)
    for number, out_of, field in (("1,0", "20", "number"), ("10", "20,5", "out_of")):
        with pytest.raises(Unfit) as wrong:
            read(OF_SHAPE["share"], {"number": number, "out_of": out_of})
        assert wrong.value.field == field


def file_of(rows: list[str], encoding: str = "utf-8", separator: str = ",") -> bytes:
    head = separator.join(("Measure", "Period", "Number", "Out of", "Why it moved"))
    return "\r\n".join([head, *rows]).encode(encoding)


def read_file(content: bytes):
    return read_figures(content, EVERY.values(), TODAY)


def test_files_of_any_spreadsheet_and_what_is_wrong_with_them():
    """Semicolons with decimal commas come from spreadsheets set to another language."""
    count, share = OF_SHAPE["count"].code, OF_SHAPE["share"].code
    period = {"quarterly": "2026-27-Q2", "yearly": "2025-26", "monthly": "2026-09"}
    rows = [
        f"{count};{period[OF_SHAPE['count'].cadence]};40;;Café £5",
        f"{share};{period[OF_SHAPE['share'].cadence]};7,5;10;",
    ]
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        found = read_file(file_of(rows, encoding, ";"))
        assert [one.given.note for one in found.figures] == ["Café £5"]
        [fault] = found.faults
        assert fault.startswith("Row 3, Number: Write a point before the fraction")
    assert "not a CSV file" in (read_file(file_of(rows, "utf-16")).refused or "")
    assert "not a CSV file" in (read_file(b"PK\x03\x04\x00\x00").refused or "")
    twice = [f"{count},{period[OF_SHAPE['count'].cadence]},40,,"] * 2
    assert "row 2 gives the same measure and period" in read_file(file_of(twice)).faults[0]
    formula = f'{count},{period[OF_SHAPE["count"].cadence]},"=HYPERLINK(""http://x"")",,'
    assert "whole number in digits" in read_file(file_of([formula])).faults[0]
    assert "10,000 rows" in (read_file(file_of(twice * 5000)).refused or "")
