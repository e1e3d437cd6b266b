"""How events are logged: one line each, without personal data."""

import logging
import re

import structlog

# Whoever has the address of a pre-release reader reads in their name, with that of an
# invitation somebody becomes a link officer, and with that of a subscriber their alerts
# are stopped.
PERSONAL_LINK = re.compile(
    r"(/portal/(?:early|invitation)/|/follow/(?:confirm|stop|manage)/)[^/\s'\"]+"
)


def without_links(logger: object, name: str, event: dict) -> dict:
    """Also where a request itself was given to the log, which would name its path."""
    return {key: masked(value) for key, value in event.items()}


def masked(value: object) -> object:
    told = value if isinstance(value, str) else repr(value)
    return PERSONAL_LINK.sub(r"\1…", told) if PERSONAL_LINK.search(told) else value


PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    # Nobody needs to know what programs the public reads with.
    lambda logger, name, event: {k: v for k, v in event.items() if k != "user_agent"},
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    without_links,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
]


def configured(form: str, level: str) -> dict:
    """Set structlog up, and return Django's LOGGING; `form` is json or console."""
    # No line tells from where in the code it came, and to find that out takes longer
    # than to write it; so the HOWTO of logging has it, under “Optimization”.
    logging._srcfile = None
    structlog.configure(
        processors=[
            # What is not logged is not worked out either.
            structlog.stdlib.filter_by_level,
            *PROCESSORS[:-1],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    line = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": PROCESSORS,
        "processor": renderer,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django": {"level": level, "propagate": True, "handlers": []}},
    }
