"""Articles, file names, tags and notes cannot drive the terminal, nor break the screen."""

from pathlib import Path

import pytest

from tests.terminal.conftest import Start

PAYLOADS = {
    "clear the screen": "\x1b[2J\x1b[31;1mRED",
    "write the clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "link": "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "set the title": "\x1b]0;PWNED\x07",
    "ask for a report": "\x1b[6n\x1b[c",
    "C1 control sequence": "\x9b31m\x9d52;c;UFdORUQ=\x9c",
    "bidi overrides": "\u202egnp.exe\u202c \u2066isolated\u2069 \u200f\u061c",
    "NUL and others": "a\x00b\x07c\x08d\x0ee\x7ff",
}
FORBIDDEN = (
    b"\x1b[2J\x1b[31;1m",
    b"\x1b]0",
    b"\x1b]52",
    b"\x1b]8",
    b"\x1b[6n",
    b"\x9b31m",
    "\x9b".encode(),
    "\x9d".encode(),
    "\x9c".encode(),
    *(char.encode() for char in "\u202e\u202c\u2066\u2069\u200f\u061c\u0085"),
    b"\x00",
    b"\x0e",
    b"\x7f",
    b"a\x08d",
)
BRACKETS = "[/red] [an] [/] [b]bold[/b] [@click=app.bell]x[/] \\[a] $t"
HOSTILE = f"""A Plain Headline of the Day

First {BRACKETS} literal.

""" + "\n\n".join(f"Now {name}: {payload} end." for name, payload in PAYLOADS.items())


def assert_clean(raw: bytes) -> None:
    found = [sequence for sequence in FORBIDDEN if sequence in raw]
    assert not found


def test_nothing_in_an_article_reaches_the_terminal_as_a_control(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "hostile.txt").write_bytes(HOSTILE.encode())
    name = "evil\x1b]0;PWNED\x07[red]\u202etxt.exe.txt"
    (folder / name).write_text("\x1b[2J" + HOSTILE.split("\n", 2)[2], "utf-8")
    terminal = start(folder, columns=180, rows=50)
    terminal.wait_for("Articles 2", "A Plain Headline")
    terminal.send("j\r")
    terminal.wait_for(f"First {BRACKETS} literal.", "Now clear the screen: �[2J�[31;1mRED end.")
    terminal.wait_for("Now link: �]8;;http://evil.example/�\\click�]8;;�\\ end.")
    terminal.wait_for("Now C1 control sequence: �31m�52;c;UFdORUQ=� end.", "a�b�c�d�e�f end.")
    # Everything that shows words again: tag, note, dialogs, list, search, both exports.
    terminal.send("}V")
    terminal.wait_for("t → the selection “First [/red] [an]")
    terminal.send("t[/red]/[an]\r")
    terminal.wait_until_saved("[/red]/[an]")
    terminal.wait_for("/red]/[an]", "First [/red]")
    terminal.send("}}nnote [/red] [an] \\[\x13")
    terminal.wait_until_saved("note on “")
    terminal.wait_for("note [/red] [an]")
    terminal.send("}]A")
    terminal.wait_for("Annotations by tag · 2", "[/red]/[an]")
    terminal.send("\x1b")
    terminal.wait_without("Annotations by tag")
    terminal.send("/[/red]\r")
    terminal.wait_for("“[/red]”: 1 of 1", "end finding")
    terminal.send("\x1b")
    terminal.wait_without("end finding")
    terminal.send("q")
    terminal.wait_for("t → the article")
    for key in "kjkj":
        terminal.send(f"{key}e")
        terminal.wait_for("What is known of the article")
        terminal.send("\x1b")
        terminal.wait_without("What is known of the article")
    terminal.send("\x11")
    assert terminal.wait_end() == 0
    assert_clean(terminal.raw)


def test_a_file_name_and_a_folder_cannot_drive_the_terminal(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "col\x1b]52;c;UFdORUQ=\x07\u202e[red]"
    folder.mkdir()
    (folder / "bin\x1b]0;PWNED\x07[an].txt").write_bytes(bytes(range(8)) * 400)
    (folder / "empty\x9b31m.txt").write_bytes(b"")
    terminal = start(folder, columns=200)
    terminal.wait_for("Articles 2")
    terminal.send("\r")
    terminal.wait(lambda text: "binary" in text or "text" in text, "a reason")
    terminal.send("x")
    terminal.wait_for("Export annotations", "�[red]")
    terminal.send("\r")
    terminal.wait_for("0 rows")
    terminal.send("j\r?")
    terminal.wait_for("Keys")
    terminal.send("q\x11")
    assert terminal.wait_end() == 0
    assert_clean(terminal.raw)


def test_pasted_words_cannot_drive_the_terminal(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("t\x1b[200~tag\x9b31m\x9d52;c;UFdORUQ=\x9c \u202egnp\x1b[201~\r")
    terminal.wait_until_saved()
    terminal.send("n\x1b[200~note [/red] \x9b31m \u202egnp\x1b[201~\x13")
    terminal.wait_until_saved("note on 1 article")
    terminal.send("n")
    terminal.wait_for("note [/red]")
    terminal.send("\x11")
    terminal.wait_end()
    assert_clean(terminal.raw)


@pytest.mark.parametrize("how", ["vanishes", "turns binary"])
def test_a_file_that_goes_while_it_is_open_stays_readable_and_is_told_of(
    start: Start, seeds: Path, how: str
) -> None:
    terminal = start(seeds, columns=200)
    terminal.wait_for("Articles 5")
    terminal.send("\r")
    terminal.wait_for("t → the sentence")
    file = seeds / "000_65c3e7c56a808322.txt"
    if how == "vanishes":
        file.unlink()
    else:
        file.write_bytes(bytes(range(8)) * 4000)
    terminal.wait_for("What was read is still shown")
    terminal.send("tstill/here\r")
    terminal.wait_until_saved("still/here")


def test_a_file_that_changes_while_it_is_open_is_read_again_with_its_annotations(
    start: Start, seeds: Path
) -> None:
    file = seeds / "000_65c3e7c56a808322.txt"
    terminal = start(seeds, columns=200)
    terminal.wait_for("Articles 5")
    terminal.send("\r}tkept\r")
    terminal.wait_until_saved("kept")
    file.write_text("A new first line of the article.\n\n" + file.read_text("utf-8"), "utf-8")
    terminal.wait_for("has changed and was read again", "A new first line of the article.")
    terminal.wait_for("Annotations 1", "▎ During the meeting, the parties")
    # Now the passage goes.
    file.write_text("Nothing of it is left here.\n", "utf-8")
    terminal.wait_for("was read again: 1 orphaned", "orphaned")


def test_collections_with_nothing_or_odd_things_in_them_are_survived(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    terminal = start(folder)
    terminal.wait_for("Articles 0", "No .txt or .md here.")
    terminal.send("tne\rsjv.1dum]x")
    terminal.wait_for("Export annotations")
    terminal.send("\x1b")
    terminal.wait_without("Export annotations")
    terminal.send("?")
    terminal.wait_for("Keys")
    terminal.send("q\x11")
    assert terminal.wait_end() == 0

    (folder / "loop").symlink_to(folder)
    (folder / "empty.txt").touch()
    (folder / "utf16.txt").write_bytes("Ein Satz über Wien.\n".encode("utf-16"))
    (folder / "cp1252.txt").write_bytes("A “quoted” café – said she.\n".encode("cp1252"))
    (folder / "one-line.txt").write_text("word " * 1_000_000)
    (folder / "lines.txt").write_text("\n" * 100_000)
    with (folder / "big.txt").open("wb") as big:
        big.truncate(33 * 1024 * 1024)
    secret = folder / "secret.txt"
    secret.write_text("not for you")
    secret.chmod(0)
    terminal = start(folder, columns=200)
    terminal.wait_for("Articles 7")
    terminal.wait_for("33", "MB", "ermi")
    seen = {
        "j": "A “quoted” café – said she.",
        "jj": "This article has no text.",
        "jjj": "lines.txt",
        "jjjj": "word word word word word word",
        "jjjjjj": "Ein Satz über Wien.",
    }
    for keys, words in seen.items():
        terminal.send(f"g{keys}\r")
        terminal.wait_for("/ find", words)
        terminal.send("Gq")
        terminal.wait_for("/ filter")
    terminal.send("g\r")
    terminal.wait(lambda _: "big.txt has 33.0 MB; files up to 32 MB" in terminal.foot, "a reason")
    terminal.send("gjjjjj\r")
    terminal.wait(lambda _: "secret.txt may not be read" in terminal.foot, "a reason")
    terminal.send("?")
    terminal.wait_for("Keys")
    terminal.send("q\x11")
    assert terminal.wait_end() == 0
