"""What is sent by mistake is refused by its own name, with what to choose instead; a title in brackets is no JSON."""

from __future__ import annotations

import io
import zipfile

import pytest

from kpi.intake import FileRefused, read_file
from tests.field.given import TODAY, definitions

ROW = "fuldtidspersoner_sygedagpenge;Silkeborg;2016-12;804;fuldtidspersoner\n"
OWN = f"indikator;kommune;periode;værdi;enhed\n{ROW}"


def packed(*names: str, content: bytes = b"<x/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return target.getvalue()


KINDS = {
    "an RTF document": (rb"{\rtf1\ansi Silkeborg 804}", "RTF-dokument"),
    "a Word document": (packed("[Content_Types].xml", "word/document.xml"), "Word-dokument (.docx)"),
    "a binary workbook": (packed("[Content_Types].xml", "xl/workbook.bin"), "binære format (.xlsb)"),
    "slides": (packed("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint-fil (.pptx)"),
    "an OpenDocument text": (packed("mimetype", "content.xml"), "ikke et regneark (.ods)"),
    "a packed CSV": (packed("tal 2016.csv", content=OWN.encode()), "«tal 2016.csv» i. Pak den ud først"),
    "a packed folder of something else": (packed("billede.png"), "zip-fil, men ikke en Excel-fil"),
    "a list in JSON": (b'[{"omrade": "Silkeborg"}]', "JSON"),
    "numbers in JSON": (b"[740, 804]", "JSON"),
}


@pytest.mark.parametrize("name", KINDS)
def test_it_is_named_for_what_it_is(name: str) -> None:
    content, words = KINDS[name]
    with pytest.raises(FileRefused) as refusal:
        read_file(content, "tal.csv", definitions(), received_on=TODAY)
    assert words in refusal.value.reason


@pytest.mark.parametrize("title", ["[Udtræk] sygedagpenge", "[2016] sygedagpenge", "[2016]"])
def test_a_table_whose_title_stands_in_brackets_is_read(title: str) -> None:
    read = read_file(f"{title}\n{OWN}".encode(), "tal.csv", definitions(), received_on=TODAY)
    assert [one.value for one in read.figures] == [804]
