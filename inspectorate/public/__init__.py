"""The door of the public: what a stranger can read, in Welsh and English."""
