"""How dates and numbers are written: as in Britain, in both languages."""
