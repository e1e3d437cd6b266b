"""Dates as exact as their source, and texts in two languages, as conditions in SQL."""

# Every name and value in these statements is of our own.
HERE = "NEW.recorded_from = ''"
LANGUAGES = ("en", "cy")
IS_DAY = "LENGTH(NEW.decided_on) = 10 AND NEW.decided_on NOT LIKE 'X%'"


def empty(*columns: str) -> str:
    return " AND ".join(
        f"NEW.{name}_{code} = ''" for name in columns for code in LANGUAGES
    )


def known(date: str) -> str:
    return f"{date} <> '' AND {date} NOT LIKE 'X%'"


def first(date: str) -> str:
    """The first day that a date of a known year can mean; `last` is the last one."""
    return f"SUBSTR({date} || SUBSTR('0000-01-01', LENGTH({date}) + 1), 1, 10)"


def last(date: str) -> str:
    return f"SUBSTR({date} || SUBSTR('0000-12-31', LENGTH({date}) + 1), 1, 10)"


def text(day: str) -> str:
    """A day of the calendar as both databases write it."""
    return f"CAST({day} AS varchar(10))"


TO_COME = f"{known('NEW.decided_on')} AND {first('NEW.decided_on')} > {text('{today}')}"
