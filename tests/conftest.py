"""What holds for every test? That a slow machine fails none."""

from hypothesis import HealthCheck, settings

settings.register_profile("motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("motcua")
