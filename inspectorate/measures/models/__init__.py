from inspectorate.measures.models.delivery import Delivery, Release
from inspectorate.measures.models.discard import Discard
from inspectorate.measures.models.measure import Equivalence, Measure
from inspectorate.measures.models.measure_set import MeasureSet
from inspectorate.measures.models.reading import Reading

__all__ = [
    "Delivery",
    "Discard",
    "Equivalence",
    "Measure",
    "MeasureSet",
    "Reading",
    "Release",
]
