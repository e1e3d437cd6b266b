import secrets
from base64 import b64encode

from django.core.management.base import BaseCommand

from inspectorate.signing import Signer


class Command(BaseCommand):
    help = "Make a key that signs the register, and print it: for SIGNING_KEY."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        seed = secrets.token_bytes(32)
        self.stdout.write(b64encode(seed).decode())
        self.stderr.write(
            f"This is the key {Signer(seed).code}. Whoever has it can sign for you: "
            "keep it in the environment of the server or in a file that only the "
            "server reads, and a copy in a safe place."
        )
