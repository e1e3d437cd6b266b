"""The door of the authorities: what a council's link officer may do."""
