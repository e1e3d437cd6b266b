from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("concerns", "0003_grounds_and_ended_boards")]

    operations = [
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_open", True)),
                fields=("authority", "service"),
                name="board_one_open",
                violation_error_message="This service already has a board: have that one stand down first.",
            ),
        ),
    ]
