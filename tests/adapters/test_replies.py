"""What an endpoint says is read strictly, and told without its words."""

import json
import math
from datetime import timedelta
from email.utils import format_datetime

import pytest

from digests.adapters.openai import chat, embeddings, replies
from digests.adapters.openai.replies import Said
from digests.errors import EndpointError
from tests.builders import NOON

LATER = format_datetime(NOON + timedelta(seconds=90), usegmt=True)
DATE = format_datetime(NOON, usegmt=True)
DAY = 86_400.0


def completion(**changes: object) -> bytes:
    message = {"role": "assistant", "content": "It rained."}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"choices": [choice]} | changes).encode()


def wrong(said: Said) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        replies.body(said)
    return caught.value


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("2", 2.0),
        ("0.5", 0.5),
        ("0", 0.0),
        ("1e9", DAY),
        ("9" * 400, DAY),
        (LATER, 90.0),
        (DATE, 0.0),
        ("-5", None),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("Fri, 99 Foo 99999 99:99:99 GMT", None),
    ],
)
def test_how_long_to_wait_is_a_number_a_date_or_nothing(header, wait_s):
    """A date is by the endpoint's own clock, whatever ours says. SAFETY 41."""
    headers = {"retry-after": header, "date": DATE}
    assert wrong(Said(429, headers, b"")).wait_s == wait_s


def test_a_date_without_one_to_compare_says_nothing():
    assert wrong(Said(503, {"retry-after": LATER}, b"")).wait_s is None
    assert wrong(Said(500, {"retry-after": "2"}, b"")).wait_s is None


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_what_somebody_has_to_mend_first_is_left_alone_for_long(status):
    assert wrong(Said(status, {"retry-after": "1"}, b"")).wait_s == 3600.0
    assert wrong(Said(400, {}, b"")).wait_s is None


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": {"message": "canary: Whose birthday?", "code": null}}',
        b'{"error": "canary"}',
        b'{"error": {"code": "canary <b>of words</b>"}}',
        b'{"error": {"code": {"canary": 1}}}',
        b'{"detail": [{"input": "canary"}]}',
        b"<html>canary</html>",
        b"[" * 100_000,
        b"\xff",
        b"",
    ],
)
def test_what_an_error_says_is_not_told_for_it_may_be_what_somebody_asked(body):
    told = wrong(Said(400, {}, body))
    assert "canary" not in told.reason
    assert "400" in told.reason
    assert told.refused


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": {"code": "model_not_found"}}',
        b'{"error": {"code": 404, "type": "model_not_found"}}',
        b'{"object": "error", "code": "model_not_found"}',
    ],
)
def test_the_short_name_of_an_error_is_told(body):
    told = wrong(Said(404, {}, body)).reason
    assert told == "it has no such model or address (status 404, model_not_found)"


@pytest.mark.parametrize(
    ("status", "body", "charged"),
    [
        (400, b'{"error": {"code": "json_validate_failed"}}', False),
        (400, b'{"error": {"failed_generation": "It ra"}}', True),
        (422, b'{"error": {"usage": {"total_tokens": 7}}}', True),
        (400, b'{"usage": {"total_tokens": 7}}', True),
        (400, b'{"error": "failed_generation", "usage": null}', False),
        (429, b"", False),
        (502, b"", False),
        *((each, b"", True) for each in (408, 504, 524)),
    ],
)
def test_what_was_refused_after_it_was_written_may_be_charged_for(
    status, body, charged
):
    """SAFETY 43."""
    assert wrong(Said(status, {}, body)).charged == charged


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"prompt_tokens": 12, "completion_tokens": 3}, (12, 3)),
        ({"prompt_tokens": 0, "completion_tokens": 0}, (0, 0)),
        ({"prompt_tokens": 12}, (12, None)),
        ({"prompt_tokens": -1, "completion_tokens": 10**12}, (None, None)),
        ({"prompt_tokens": "12", "completion_tokens": 3.5}, (None, None)),
        ({"prompt_tokens": True, "completion_tokens": None}, (None, None)),
        ({}, (None, None)),
        (None, (None, None)),
        ("many", (None, None)),
        ([1, 2], (None, None)),
    ],
)
def test_tokens_are_told_only_where_they_can_be_true(usage, tokens):
    """SAFETY 41."""
    read = chat.read(completion(usage=usage))
    assert (read.tokens_in, read.tokens_out) == tokens
    assert read.text == "It rained."


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"It rained."',
        b'{"choices": null}',
        b'{"choices": [null]}',
        b'{"choices": [{"text": "It rained."}]}',
        b'{"choices": [{"message": {"content": 3}}]}',
        b'{"choices": [{"message": {"content": ["It rained."]}}]}',
        b'{"choices": [{"message": {"content": "\\ud83d"}}]}',
        b'{"choices": [{"message": {"content": "It rained.',
        b'{"error": "no"}',
        b'{"usage": ' + b"[" * 100_000,
        b"\xff\xfe",
        completion(choices=[]),
        completion(choices=[{"message": {"content": ""}}]),
        completion(choices=[{"message": {"content": "  ", "tool_calls": []}}]),
        completion(usage={"prompt_tokens": math.nan}),
    ],
)
def test_what_is_no_completion_is_one_error_that_may_be_charged(body):
    """SAFETY 41."""
    with pytest.raises(EndpointError) as caught:
        chat.read(body)
    assert caught.value.charged


@pytest.mark.parametrize("finish", ["length", "content_filter", "MAX_TOKENS", "SAFETY"])
def test_an_end_before_the_first_word_is_told_and_not_guessed_at(finish):
    choice = {"message": {"content": None}, "finish_reason": finish}
    read = chat.read(completion(choices=[choice], model=7))
    assert (read.text, read.finish, read.model) == ("", finish, "")


def test_nesting_without_end_is_no_list_of_vectors():
    with pytest.raises(EndpointError):
        embeddings.read(b'{"data": [], "more": ' + b"[" * 100_000, 0)
