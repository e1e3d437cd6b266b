from pathlib import Path

import pytest

from inspectorate.public.export.folder import MARKER, Folder, Part


def copy(root: Path, *parts: dict[str, bytes]) -> Folder:
    with Folder(root) as folder:
        for files in parts:
            part = Part(root)
            for name, content in files.items():
                part.put(name, content)
            folder.add(part)
    return folder


def counts(folder: Folder) -> tuple[int, int, int]:
    return folder.written, folder.kept, folder.removed


def test_second_copy_writes_only_what_has_changed(tmp_path: Path) -> None:
    files = {"index.html": b"Start", "en/index.html": b"Home", "en/a.html": b"A"}
    assert counts(copy(tmp_path, files)) == (3, 0, 0)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}

    assert counts(copy(tmp_path, files)) == (0, 3, 0)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.html")} == before
    assert counts(copy(tmp_path, {**files, "en/a.html": b"B"})) == (1, 2, 0)


def test_what_is_no_longer_part_of_it_goes(tmp_path: Path) -> None:
    copy(tmp_path, {"old.html": b"", "en/old/index.html": b"", "en/index.html": b""})

    assert counts(copy(tmp_path, {"en/index.html": b""})) == (0, 1, 2)

    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(left) == ["index.html", "manifest.txt"]
    assert not (tmp_path / "en" / "old").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    copy(tmp_path, {"en/index.html": b"", "en/old/index.html": b""})
    others = [tmp_path / name for name in ("thesis.txt", "en/own.txt", "en/old/a.txt")]
    for path in others:
        path.write_text("Mine.")

    copy(tmp_path, {"en/index.html": b"New"})

    assert [path.read_text() for path in others] == ["Mine."] * 3
    assert not (tmp_path / "en/old/index.html").exists()


def test_list_that_leads_out_of_the_folder_removes_nothing_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "thesis.txt").write_text("Mine.")
    root = tmp_path / "copy"
    copy(root, {"en/index.html": b""})
    with (root / "manifest.txt").open("a") as manifest:
        manifest.write(f"0  ../thesis.txt\n0  {tmp_path}/thesis.txt\n")

    copy(root, {"en/index.html": b""})

    assert (tmp_path / "thesis.txt").read_text() == "Mine."


def test_manifest_is_what_sha256sum_reads(tmp_path: Path) -> None:
    copy(tmp_path, {"en/index.html": b"Home"})

    assert (tmp_path / "manifest.txt").read_text() == (
        f"{MARKER}3a78695388b38b5cceefaf6796b0137877514593543b91af2752d5a17e3d736c"
        "  en/index.html\n"
    )


@pytest.mark.parametrize("name", ["thesis.txt", "manifest.txt"])
def test_folder_of_somebody_else_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Mine.")

    with pytest.raises(FileExistsError):
        copy(tmp_path, {"en/index.html": b""})

    assert [path.read_text() for path in tmp_path.iterdir()] == ["Mine."]


def test_copy_that_failed_keeps_the_manifest_of_before_and_is_mended(
    tmp_path: Path,
) -> None:
    copy(tmp_path, {"en/index.html": b"Home"})
    manifest = (tmp_path / "manifest.txt").read_text()

    # Nothing can be written where a file stands in the place of a folder.
    with pytest.raises(FileExistsError):
        copy(
            tmp_path,
            {"en/index.html": b"New", "en/gone.html": b""},
            {"en/index.html/other.html": b""},
        )

    assert (tmp_path / "manifest.txt").read_text() == manifest
    assert counts(copy(tmp_path, {"en/index.html": b"New"})) == (0, 1, 1)
    assert len(list(tmp_path.iterdir())) == 2
