"""Properties are tried without a time limit: on a busy machine a slow moment is no fault of the rule."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
