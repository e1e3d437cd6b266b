from inspectorate.measures.admin.delivery import (
    DeliveryAdmin,
    DiscardAdmin,
    ReleaseAdmin,
)
from inspectorate.measures.admin.measure import (
    EquivalenceAdmin,
    MeasureAdmin,
    MeasureSetAdmin,
)
from inspectorate.measures.admin.reading import ReadingAdmin

__all__ = [
    "DeliveryAdmin",
    "DiscardAdmin",
    "EquivalenceAdmin",
    "MeasureAdmin",
    "MeasureSetAdmin",
    "ReadingAdmin",
    "ReleaseAdmin",
]
