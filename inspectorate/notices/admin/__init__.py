from inspectorate.notices.admin.notice import NoticeAdmin

__all__ = ["NoticeAdmin"]
