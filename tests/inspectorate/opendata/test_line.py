"""The line of a row is that of which digests were made before orjson wrote it."""

import json

import pytest

from inspectorate.opendata.table import Row
from inspectorate.opendata.tables import TABLES

# Every sign that JSON escapes, and others that it need not.
SIGNS = "".join(map(chr, [*range(1, 0x2100), 0xFFFD, 0xFFFE, 0xFFFF, 0x1F642]))


@pytest.mark.parametrize(
    "cell", [SIGNS, "", None, True, False, 0, -1, 2**63 - 1], ids=ascii
)
def test_line_is_as_json_writes_it(cell: object) -> None:
    table = TABLES["services"]
    cells = (cell,) * len(table.columns)

    line = table.line(Row((cell,), cells))

    told = dict.fromkeys(table.names, cell)
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    assert line == written.encode()
