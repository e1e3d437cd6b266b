"""The door of those outside who may see more than the public: named pre-release
readers, and later the link officers of authorities.
"""
