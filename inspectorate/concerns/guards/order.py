"""What the rows of one record have in common: each takes the next place, begins where
the last that stands led, or corrects one that stands; and a record is open as its rows
have it.
"""

from typing import NamedTuple

from inspectorate.concerns.guards.dates import first, known, last
from inspectorate.concerns.models.standing import last_standing, line_of
from inspectorate.guards import ADDED, Echo, Guard


class Line(NamedTuple):
    """The table of `rows` and its column `owner`, which names a row of `record`; `name`
    is that of its guards.
    """

    name: str
    rows: str
    owner: str
    record: str

    @property
    def lock(self) -> str:
        """Two who add to one record at once would not see what the other adds."""
        return f"SELECT 1 FROM {self.record} WHERE id = NEW.{self.owner}"  # noqa: S608

    def reached(self, column: str, whose: str) -> str:
        return last_standing(column, self.rows, self.owner, whose)

    def next_in_order(self) -> Guard:
        taken = (
            f"NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM {self.rows} "  # noqa: S608
            f"WHERE {self.owner} = NEW.{self.owner})"
        )
        return Guard(
            f"{self.name}_takes_the_next_place",
            self.rows,
            taken,
            "It takes the next place in the order: something newer was entered.",
            (self.lock,),
            ADDED,
        )

    def begins_there(self, column: str, where: str) -> Guard:
        """`where` is what stands before any row."""
        breaks = (
            f"NEW.corrects_id IS NULL AND NEW.{column.replace('to_', 'from_')} <> "
            f"COALESCE({self.reached(column, f'NEW.{self.owner}')}, {where})"
        )
        return Guard(
            f"{self.name}_begins_where_the_last_led",
            self.rows,
            breaks,
            "It does not begin where the last that stands led: begin there.",
            (self.lock,),
            ADDED,
        )

    def corrects_its_own(self, column: str = "") -> Guard:
        """`column` is where it began, which a correction keeps."""
        kept = f"AND wrong.{column} = NEW.{column}" if column else ""
        breaks = (
            f"NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {self.rows} "  # noqa: S608
            f"wrong WHERE wrong.id = NEW.corrects_id "
            f"AND wrong.{self.owner} = NEW.{self.owner} {kept} AND NOT EXISTS ("
            f"SELECT 1 FROM {self.rows} c WHERE c.corrects_id = wrong.id))"
        )
        return Guard(
            f"{self.name}_corrects_one_that_stands",
            self.rows,
            breaks,
            "Correct one of the same record that was not corrected already.",
            (self.lock,),
            ADDED,
        )

    def in_order_of_time(self) -> Guard:
        """That it is dated wholly before one that it follows and that stands, or wholly
        after one that follows it; a correction has the place of what it corrects.
        """
        own = (
            "COALESCE((SELECT wrong.place FROM line wrong "
            "WHERE wrong.id = NEW.corrects_id), NEW.sequence)"
        )
        breaks = (
            f"{known('NEW.decided_on')} AND EXISTS ("  # noqa: S608
            f"{line_of(self.rows, self.owner, f'NEW.{self.owner}')} "
            f"SELECT 1 FROM line JOIN {self.rows} other ON other.id = line.id "
            f"WHERE NOT EXISTS (SELECT 1 FROM {self.rows} c "
            f"WHERE c.corrects_id = other.id) AND {known('other.decided_on')} "
            f"AND (line.place < {own} "
            f"AND {last('NEW.decided_on')} < {first('other.decided_on')} "
            f"OR line.place > {own} "
            f"AND {last('other.decided_on')} < {first('NEW.decided_on')}))"
        )
        return Guard(
            f"{self.name}_in_order",
            self.rows,
            breaks,
            "It cannot be dated before one that it follows: check both days.",
            (self.lock,),
            ADDED,
        )

    def part_in_time(self, name: str, table: str, column: str, parts: str) -> Guard:
        """That something was decided after the row that this one would be a part of."""
        breaks = (
            f"EXISTS (SELECT 1 FROM {self.rows} own JOIN {self.rows} later "  # noqa: S608
            f"ON later.{self.owner} = own.{self.owner} "
            f"AND later.sequence > own.sequence WHERE own.id = NEW.{column})"
        )
        refusal = f"What others follow takes no more {parts}: enter a correction."
        return Guard(name, table, breaks, refusal, (self.lock_of(column),), ADDED)

    def lock_of(self, column: str) -> str:
        """The same lock for who adds a part to one of its rows, named by `column`."""
        return (
            f"SELECT 1 FROM {self.record} WHERE id = (SELECT own.{self.owner} "  # noqa: S608
            f"FROM {self.rows} own WHERE own.id = NEW.{column})"
        )

    def opens(self, is_open: str, when: str = "NEW.id IS NOT NULL") -> Echo:
        """That the record is open or not as its rows have it, whoever adds to them.
        `is_open` is a condition over a {record}, whose rows are those of {whose}.
        """
        whose = f"NEW.{self.owner}"
        told = is_open.format(record=self.record, whose=whose)
        statement = (
            f"UPDATE {self.record} SET is_open = ({told}) "  # noqa: S608
            f"WHERE id = {whose} AND is_open <> ({told})"
        )
        return Echo(
            f"{self.name}_opens_and_closes",
            self.rows,
            "INSERT",
            when,
            (statement,),
        )

    def open_by_rows(self, is_open: str) -> Guard:
        """One of before this rule does not bar its row for all else."""
        told = is_open.format(record="NEW", whose="NEW.id")
        same = (
            f"EXISTS (SELECT 1 FROM {self.record} stored WHERE stored.id = NEW.id "  # noqa: S608
            "AND stored.is_open = NEW.is_open)"
        )
        return Guard(
            f"{self.record}_open_by_its_rows",
            self.record,
            f"NOT {same} AND NEW.is_open <> ({told})",
            "It opens and ends by what was decided: record a decision.",
        )

    def stays(self) -> Guard:
        """What was decided about one service is not moved to another."""
        breaks = (
            f"EXISTS (SELECT 1 FROM {self.record} stored "  # noqa: S608
            f"JOIN {self.rows} told ON told.{self.owner} = stored.id "
            "WHERE stored.id = NEW.id AND (stored.authority_id <> NEW.authority_id "
            "OR stored.service_id <> NEW.service_id))"
        )
        return Guard(
            f"{self.record}_stays_with_its_service",
            self.record,
            breaks,
            "What was decided stays with its authority and service.",
        )
