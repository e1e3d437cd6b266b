"""Freeze what published recommendations rest on, as it is linked when this runs: no
document of an edition says it.
"""

from django.db import migrations

LINKS = """
INSERT INTO reports_publishedrecommendationfinding (published_id, finding_id)
SELECT asked.id, finding.id
FROM reports_publishedrecommendation asked
JOIN recommendations_recommendation_findings live
    ON live.recommendation_id = asked.recommendation_id
JOIN reports_publishedfinding finding
    ON finding.finding_id = live.finding_id AND finding.edition_id = asked.edition_id
ORDER BY asked.id, finding.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0020_findings_of_published_recommendations"),
        ("recommendations", "__first__"),
    ]

    operations = [migrations.RunSQL(LINKS, migrations.RunSQL.noop)]
