"""Reports: the working draft, and the editions published from it for good."""
