import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from inspectorate.history import append_only
from inspectorate.history.models import Entry


def fail(*args: object) -> None:
    raise DatabaseError


@pytest.mark.django_db
def test_live_process_answers_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz/live")

    assert (response.status_code, response.content) == (200, b"The process answers.\n")
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


@pytest.mark.slow
@pytest.mark.django_db
def test_ready_when_the_database_is_up_to_date(client: Client) -> None:
    response = client.get("/healthz/ready")

    assert response.status_code == 200
    assert response.content == b"The database answers and is up to date.\n"
    assert not response.cookies


@pytest.mark.slow
@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()

    response = client.get("/healthz/ready")

    assert response.status_code == 503
    assert response.content == b"1 migrations wait to be applied.\n"


@pytest.mark.slow
@pytest.mark.django_db
def test_not_ready_while_a_permanent_table_is_unguarded(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    append_only.remove(Entry, connection)
    names = append_only.trigger_names(Entry, connection.vendor)

    response = client.get("/healthz/ready")

    assert response.status_code == 503
    told = f"{len(names)} triggers are missing: run ./run manage migrate again.\n"
    assert response.content == told.encode()
    assert all(name in caplog.text for name in names)


@pytest.mark.django_db
def test_not_ready_when_the_database_does_not_answer(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.execute_wrapper(fail):
        response = client.get("/healthz/ready")

    assert response.status_code == 503
    assert response.content == b"The database does not answer.\n"
    assert "The database does not answer" in caplog.text


@pytest.mark.parametrize("address", ["/healthz/live", "/healthz/ready"])
def test_health_is_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz/live", "/healthz/ready"])
def test_health_is_told_by_address_and_without_tls(
    client: Client, settings: Settings, address: str
) -> None:
    """As a load balancer asks, which knows neither our name nor our certificate."""
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(address, headers={"host": "10.0.0.5"})

    assert response.status_code == 200
