"""The door of the inspectors: the admin site and what shows several layers."""
