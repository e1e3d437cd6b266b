"""Messages to people, by e-mail and in the application, with a ledger of them."""
