"""The door of those outside who may see more than the public: named pre-release
readers, and the link officers of authorities.
"""
