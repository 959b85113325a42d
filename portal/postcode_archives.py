"""Opening what a postcode edition comes in: a CSV file, plain or packed (.gz, .xz), or the zip of the whole edition."""

import csv
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

_WHOLE = re.compile(r"(.*/)?\w*NSP[DL]_\w*UK\.csv", re.IGNORECASE)
_BY_AREA = re.compile(r"(.*/)?multi_csv/[^/]+\.csv", re.IGNORECASE)
_AGAIN = "Download the edition again, and give the .zip or the .csv inside it."


class PostcodeFileWrong(Exception):
    """The file cannot become the postcode edition in use; the message says why and what to do. The old one stays."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what goes wrong on reading the file, at whatever row, into PostcodeFileWrong."""
    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise PostcodeFileWrong(f"{path} is damaged, or not what its name says ({error}). {_AGAIN}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise PostcodeFileWrong(f"{path} holds no CSV text ({error}). {_AGAIN}") from error
    except OSError as error:
        raise PostcodeFileWrong(f"{path} cannot be read ({error.strerror or error}). Check the path.") from error


def open_texts(path: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """Each CSV text that makes up the edition: its name and its lines. Use it inside `explained`."""
    if path.suffix.lower() == ".zip":
        yield from _zipped(path)
    else:
        with _unpacked(path) as file:
            yield path.name, _text(file)


def _unpacked(path: Path) -> BinaryIO | gzip.GzipFile | lzma.LZMAFile:
    match path.suffix.lower():
        case ".csv":
            return path.open("rb")
        case ".gz":
            return gzip.open(path, "rb")
        case ".xz":
            return lzma.open(path, "rb")
        case _:
            raise PostcodeFileWrong(f"{path} is no .csv, .csv.gz, .csv.xz or .zip file. {_AGAIN}")


def _text(file: IO[bytes] | gzip.GzipFile | lzma.LZMAFile) -> Iterator[str]:
    return io.TextIOWrapper(file, encoding="utf-8-sig", newline="")


def _zipped(path: Path) -> Iterator[tuple[str, Iterator[str]]]:
    with zipfile.ZipFile(path) as archive:
        for name in _members(archive.namelist(), path):
            with archive.open(name) as file:
                yield name, _text(file)


def _members(names: list[str], path: Path) -> list[str]:
    """The one file of the whole country, else the files of all postcode areas, else the only CSV file there is."""
    for pattern in (_WHOLE, _BY_AREA):
        if found := sorted(name for name in names if pattern.fullmatch(name)):
            return found[:1] if pattern is _WHOLE else found
    csvs = [name for name in names if name.lower().endswith(".csv")]
    if len(csvs) == 1:
        return csvs
    raise PostcodeFileWrong(
        f"{path} holds no postcode edition (no Data/ONSPD_..._UK.csv or Data/NSPL_..._UK.csv among its"
        f" {len(names)} files). {_AGAIN}"
    )
