"""Makes the forms of every published report of a database, and says what they take,
in time of the processor.

Run it as ./run manage would be run, with DATA_DIR of a scratch folder into which
`import_reports` has imported: python bench/forms.py
"""

import os
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.settings")

import django

django.setup()

from inspectorate.reports import forming  # noqa: E402
from inspectorate.reports.models import Edition, EditionForm  # noqa: E402

FORMS = EditionForm.Form


def main() -> None:
    numbers = list(forming.without_forms().values_list("pk", flat=True))
    taken = []
    for number in numbers:
        edition = Edition.objects.select_related("report").get(pk=number)
        start = time.process_time()
        forming.form(edition)
        taken.append(time.process_time() - start)
    print(f"editions: {len(taken)}, together {sum(taken):.1f} s")
    print(
        f"an edition: median {statistics.median(taken):.3f} s, most {max(taken):.3f} s"
    )
    for form in FORMS:
        sizes = list(
            EditionForm.objects.filter(form=form).values_list("size", flat=True)
        )
        told = [statistics.median(sizes), max(sizes), sum(sizes)]
        median, most, together = (size / 1000 for size in told)
        print(
            f"{form.label}: median {median:.0f} kB, most {most:.0f}, all {together:.0f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"memory at most: {peak} MiB")


if __name__ == "__main__":
    main()
