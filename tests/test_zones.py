"""Zones found by city and name, offered while typing, guessed from a language."""

import zoneinfo
from datetime import UTC, datetime

import pytest
from discord import Locale

from digests.errors import BadSchedule
from digests.zones import (
    MOST_CHOICES,
    read_zone,
    zone_choices,
    zone_for_locale,
    zone_of,
)

MOMENTS = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 7, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("  europe/berlin ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("ＴＯＫＹＯ", "Asia/Tokyo"),
        ("buenos aires", "America/Buenos_Aires"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("us/eastern", "US/Eastern"),
        ("utc", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_a_zone_is_found_by_its_name_or_city(typed, zone):
    assert read_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("sidney", "Australia/Sydney"),
        ("Los Angles", "America/Los_Angeles"),
        ("Atlantis", "Give a city"),
        ("", "Give a city"),
        ("+02:00", "Give a city"),
        # Standard time all year: not what those who write it mean.
        ("EST", "Give a city"),
        # Not in the data, but on many a disk.
        ("localtime", "Give a city"),
        ("../../etc/passwd", "Give a city"),
        ("Europe", "Give a city"),
        ("Europe/Ber\0lin", "Europe/Berlin"),
        ("x" * 100_000, "Give a city"),
    ],
)
def test_a_zone_that_is_none_is_refused_with_what_comes_near(typed, offered):
    """SAFETY 69."""
    with pytest.raises(BadSchedule, match=offered) as refusal:
        read_zone(typed)
    assert len(refusal.value.problem) < 200


@pytest.mark.parametrize("name", ["", ".", "..", "/etc/passwd", "Europe", "a\0b", "ü"])
def test_a_stored_zone_that_is_none_is_refused_too(name):
    """SAFETY 69."""
    with pytest.raises(BadSchedule):
        zone_of(name)


def test_a_zone_that_the_system_dropped_is_known_still():
    """SAFETY 69."""
    zone_of.cache_clear()
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.reset_tzpath(to=[])
    try:
        assert zone_of("Europe/Kiev").key == "Europe/Kiev"
    finally:
        zoneinfo.reset_tzpath()


def test_every_city_stands_for_one_time():
    """Names of one city differ in spelling and area, never in the clock."""
    for name in zoneinfo.available_timezones():
        area, _, city = name.rpartition("/")
        if area.split("/")[0] in {"America", "Asia", "Europe", "Africa", "Pacific"}:
            meant = zone_of(read_zone(city))
            for moment in MOMENTS:
                assert moment.astimezone(meant).utcoffset() == (
                    moment.astimezone(zone_of(name)).utcoffset()
                )


def test_typing_offers_cities_that_begin_so_then_names_that_hold_it():
    assert zone_choices("berl") == ["Europe/Berlin"]
    assert zone_choices("york")[0] == "America/New_York"
    assert zone_choices("new y") == ["America/New_York"]
    assert zone_choices("bangok") == ["Asia/Bangkok"]
    assert zone_choices("xxxxxxx") == []


@pytest.mark.parametrize("typed", ["", "a", "america", "/", " "])
def test_no_more_is_offered_than_a_menu_takes(typed):
    offered = zone_choices(typed)
    assert len(offered) == len(set(offered)) == MOST_CHOICES
    assert all(read_zone(name) == name for name in offered)


@pytest.mark.parametrize(
    ("locale", "zone"),
    [
        ("de", "Europe/Berlin"),
        ("de-AT", "Europe/Berlin"),
        ("pt-BR", "America/Sao_Paulo"),
        ("uk", "Europe/Kyiv"),
        ("", "UTC"),
        ("tlh", "UTC"),
    ],
)
def test_a_language_gives_a_first_guess(locale, zone):
    assert zone_for_locale(locale) == zone
    assert read_zone(zone) == zone


def test_every_language_of_discord_has_a_guess_that_is_a_zone():
    for locale in Locale:
        zone = zone_for_locale(locale.value)
        assert zone != "UTC"
        assert zone_of(zone).key == zone
