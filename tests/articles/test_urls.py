import pytest

from digests.articles.urls import canonical, host, is_web_link, resolved, same_site


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Gazette.Example/Bridge", "https://gazette.example/Bridge"),
        ("https://gazette.example", "https://gazette.example/"),
        ("https://gazette.example:443/a", "https://gazette.example/a"),
        ("http://gazette.example:8080/a", "http://gazette.example:8080/a"),
        ("https://gazette.example/a#comments", "https://gazette.example/a"),
        (
            "https://gazette.example/a?utm_source=x&id=7",
            "https://gazette.example/a?id=7",
        ),
        ("https://gazette.example/a?fbclid=x&gclid=y", "https://gazette.example/a"),
        ("https://gazette.example/?q=a+b%20c", "https://gazette.example/?q=a+b%20c"),
        ("https://[2001:db8::1]:443/a", "https://[2001:db8::1]/a"),
        ("/home/ann/bridge.html", "/home/ann/bridge.html"),
    ],
)
def test_two_spellings_of_an_address_become_one(url, expected):
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://gazette.example/",
        "//gazette.example/a",
        "https://",
        "https://ann@gazette.example/",
        "https://gazette.example@evil.example/",
        "https://gazette.example/a b",
        "https://gazette.example/\n",
        "https://gazette.example\\@evil.example/",
        "https://gazette.example/\x7f",
        "https://gazette.example:port/",
        "https://gazette.example:99999/",
        "https://[::1/",
        "https://gazette.example/" + "a" * 2048,
        "",
    ],
)
def test_what_is_unsafe_to_follow_is_no_web_link(url):
    assert not is_web_link(url)


def test_an_ordinary_address_is_a_web_link():
    assert is_web_link("https://gazette.example:8443/a?b=c#d")


def test_the_host_stands_in_for_an_outlet():
    assert host("https://www.gazette.example/a") == "gazette.example"
    assert host("bridge.html") == ""


def test_a_mobile_page_and_a_page_are_one_site():
    assert same_site("https://m.gazette.example/a", "https://www.gazette.example/a")
    assert not same_site("https://gazette.example/", "https://notgazette.example/")
    assert not same_site("https://gazette.example/", "bridge.html")


def test_a_relative_link_is_resolved_and_an_unsafe_one_dropped():
    assert (
        resolved("https://gazette.example/a/b", "../c") == "https://gazette.example/c"
    )
    assert resolved("https://gazette.example/", "javascript:x") == ""
    assert resolved("https://gazette.example/", "http://[") == ""
