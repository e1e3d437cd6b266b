"""What changes over decades: bodies, frameworks, themes, scales and deadlines."""
