"""Reading a list out of a file, and writing one that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lists.files import DATES, PRISON, prison_row
from workflows.lists.columns import KINDS, PRISON_LIST, RELEASE_DATES
from workflows.lists.reading import read_list
from workflows.lists.writing import csv_of, inert

TODAY = date(2026, 10, 1)
ROW = "Z9001TX,7/9/2027,CRD,Prison,Confirmed"


@pytest.mark.parametrize(
    "content",
    [
        f"{DATES}\n{ROW}\n".encode(),
        b"\xef\xbb\xbf" + f"{DATES}\r\n{ROW}\r\n".encode(),
        f"{DATES}\n{ROW}".replace(",", ";").encode("cp1252"),
        f"{DATES}\n{ROW}".replace(",", "\t").encode(),
        b"Confidence,SOURCE,type,Release date,NOMIS number\nconfirmed,hmp,Conditional release date,2027-09-07,z9001 tx",
    ],
    ids=["plain", "marked", "semicolons", "tabs", "any order"],
)
def test_files_as_spreadsheets_write_them(content):
    found = read_list(RELEASE_DATES, content, TODAY)
    assert (found.refused, found.faults) == (None, [])
    assert found.rows[0].given == {
        "prison_number": "Z9001TX", "day": "2027-09-07", "kind": "conditional", "source": "prison",
        "confidence": "confirmed",
    }  # fmt: skip


def test_windows_letters_are_read():
    found = read_list(PRISON_LIST, f"{PRISON}\n{prison_row(surname='Ó Nought')}".encode("cp1252"), TODAY)
    assert found.rows[0].given["surname"] == "Ó Nought"
    assert found.rows[0].given["discharge_reason"] == "transferred-not-in-custody"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (DATES.encode(), "no rows"),
        (f"{DATES},Notes\n{ROW},x".encode(), "“Notes”, which is not a column"),
        (f"{DATES},Date\n{ROW},x".encode(), "Two columns"),
        (b"Prison number,Kind\nZ9001TX,CRD", "no column for: New date, Source, Confidence"),
        (b"New date,Kind,Source,Confidence\n7/9/2027,CRD,Prison,Likely", "Prison number or Case reference"),
        (b"PK\x03\x04\x00\x00", "not a CSV file"),
        ("\n".join([DATES, *[ROW] * 2001]).encode(), "2,001 rows"),
        (b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words(content, sentence):
    found = read_list(RELEASE_DATES, content, TODAY)
    assert sentence in (found.refused or "")
    assert not found.rows


def test_rows_are_not_lost_in_a_quotation_mark_that_is_not_closed():
    for opened in (f'"{ROW}', ROW.replace("7/9", '"7/9')):
        for rows in ([ROW, opened, ROW, ROW], [ROW, opened, ROW, opened]):
            found = read_list(RELEASE_DATES, "\r\n".join([DATES, *rows]).encode(), TODAY)
            assert found.refused is not None
            assert found.refused.startswith("Row 3 of this file has a cell that goes on over several lines.")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [("31/6/2027", "There is no 31 June 2027"), ("tomorrow", "write the day, the month and the year"), ("", "empty")],
)
def test_a_fault_is_said_by_row_and_column(cell, sentence):
    found = read_list(RELEASE_DATES, f"{DATES}\n{ROW}\nZ9002TX,{cell},CRD,Prison,Likely".encode(), TODAY)
    assert len(found.rows) == 1
    assert found.faults[0].startswith("Row 3, New date: ")
    assert sentence in found.faults[0]


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(kind, content):
    found = read_list(KINDS[kind], content, TODAY)
    assert found.refused or found.rows or found.faults


@given(
    st.text(max_size=40), st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\u00a0@"])
)
def test_no_cell_of_a_copy_begins_like_a_formula(rest, sign):
    for cell in next(csv.reader(io.StringIO(csv_of([sign + rest], []).decode("utf-8-sig"), newline="")), [""]):
        assert unicodedata.normalize("NFKC", cell).lstrip(" \u00a0")[:1] not in set("=+-@\t\r")


def test_a_cell_that_we_made_inert_is_read_back_as_it_was():
    assert inert("-Ann") == "'-Ann"
    found = read_list(PRISON_LIST, f"{PRISON}\n{prison_row(surname=inert('-Ann'))}".encode(), TODAY)
    assert found.rows[0].given["surname"] == "-Ann"
