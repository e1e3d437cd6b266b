from inspectorate.history.admin.entry import EntryAdmin

__all__ = ["EntryAdmin"]
