import pytest
from pytest_django import Settings


@pytest.fixture
def mailbox(settings: Settings) -> str:
    """The address at which this installation takes replies."""
    address = "replies@circle.example.com"
    settings.CALENDAR_REPLY_ADDRESS = address
    return address
