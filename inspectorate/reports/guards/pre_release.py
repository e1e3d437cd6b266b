# ruff: noqa: S608 - every part is a table or a column of ours, none comes from outside
"""Who reads a report before the public, and when, whoever writes what."""

from inspectorate.guards import Guard

FINAL = "('sign_off', 'scheduled')"

GUARDS = [
    Guard(
        "prereleasereader_stays_who_they_are",
        "reports_prereleasereader",
        breaks="""EXISTS (
            SELECT 1 FROM reports_prereleasereader was WHERE was.id = NEW.id
                AND (was.report_id <> NEW.report_id OR was.email <> NEW.email)
        )""",
        refusal="A reader stays with their address and report: name another one.",
    ),
    # Each new link is for a text that is final at that moment.
    Guard(
        "prereleasereader_of_a_final_text",
        "reports_prereleasereader",
        breaks=f"""NOT EXISTS (
            SELECT 1 FROM reports_prereleasereader was
            WHERE was.id = NEW.id AND was.named_at = NEW.named_at
        ) AND NOT EXISTS (
            SELECT 1 FROM reports_report report
            WHERE report.id = NEW.report_id AND report.status IN {FINAL}
        )""",
        refusal="Only a final text is read early: have the report signed off first.",
        locks=("SELECT 1 FROM reports_report WHERE id = NEW.report_id",),
    ),
    Guard(
        "prereleaseaccess_in_its_window",
        "reports_prereleaseaccess",
        breaks=f"""NOT EXISTS (
            SELECT 1 FROM reports_prereleasereader reader
            JOIN reports_report report ON report.id = reader.report_id
            WHERE reader.id = NEW.reader_id AND reader.closed_at IS NULL
                AND report.status IN {FINAL} AND reader.opens_at <= NEW.at
                AND (reader.closes_at IS NULL OR reader.closes_at > NEW.at)
                AND NOT EXISTS (
                    SELECT 1 FROM reports_edition edition
                    WHERE edition.report_id = report.id AND edition.chain = 'public'
                        AND edition.entered_at >= reader.named_at
                )
        )""",
        refusal="The report is not open to this reader at that moment.",
    ),
]
