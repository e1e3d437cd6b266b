from inspectorate.api.models.first_answer import FirstAnswer

__all__ = ["FirstAnswer"]
