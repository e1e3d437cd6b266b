"""Files of rows, as people send them."""

import csv
import io

from openpyxl import Workbook


def csv_file(*lines: list[str]) -> io.BytesIO:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return io.BytesIO(text.getvalue().encode())


def xlsx_file(*lines: list[object]) -> io.BytesIO:
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    file.seek(0)
    return file
