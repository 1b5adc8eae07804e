"""Every answer that Slack documents has one outcome, in one table; one nobody has seen is unsure, and never a retry."""

from __future__ import annotations

import pytest

from adapters.slack.api import Answer, outcome, outcomes
from bot.letters import Later, Refused, Sent, Unsure

EVERYWHERE = """
    access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted fatal_error
    internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth invalid_charset invalid_form_data
    invalid_post_type is_bot method_deprecated missing_post_type missing_scope no_permission not_allowed_token_type
    not_authed org_login_required ratelimited request_timeout service_unavailable team_access_not_granted team_added_to_org
    token_expired token_revoked two_factor_setup_required unknown_method
"""
DOCUMENTED = {
    "chat.postMessage": """
        app_access_restricted as_user_not_supported attachment_payload_limit_exceeded cannot_reply_to_message
        channel_not_found draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
        duplicate_channel_not_found duplicate_message_not_found invalid_attachments invalid_blocks invalid_blocks_format
        invalid_metadata_format invalid_metadata_schema is_archived markdown_text_conflict message_limit_exceeded
        messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large missing_file_data msg_blocks_too_long
        msg_too_long no_text not_in_channel rate_limited restricted_action restricted_action_non_threadable_channel
        restricted_action_read_only_channel restricted_action_thread_locked restricted_action_thread_only_channel
        send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_lists_sharing_blocked team_not_found too_many_attachments too_many_contact_cards""",
    "chat.update": """
        as_user_not_supported block_mismatch blocked_file_type cant_broadcast_message cant_update_message channel_not_found
        edit_window_closed external_channel_migrating file_deleted file_is_deleted file_not_found file_share_limit_reached
        invalid_attachments invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema is_inactive
        markdown_text_conflict max_file_sharing_exceeded message_limit_exceeded message_not_found
        metadata_must_be_sent_from_app metadata_too_large msg_too_long no_dual_broadcast_content_update no_text
        posting_to_channel_denied slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
        slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
        streaming_state_conflict team_not_found too_many_attachments unable_to_share_files update_failed""",
    "chat.delete": "cant_delete_message channel_not_found compliance_exports_prevent_deletion message_not_found",
    "views.publish": """
        duplicate_external_id hash_conflict missing_profile_id not_enabled not_implemented view_too_large""",
    "views.open": "duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id push_limit_reached view_too_large",
    "conversations.open": """
        channel_not_found invalid_user_combination method_not_supported_for_channel_type not_enough_users too_many_users
        user_disabled user_not_found user_not_visible users_list_not_supplied""",
}
CODES = [(method, code) for method, more in DOCUMENTED.items() for code in (EVERYWHERE + more).split()]
LATER = {
    "accesslimited": 60, "external_channel_migrating": 60, "invalid_auth": 60, "message_limit_exceeded": 300, "org_login_required": 300,
    "rate_limited": 30, "ratelimited": 30, "request_timeout": 5, "team_access_not_granted": 300, "team_added_to_org": 300,
}  # fmt: skip
"""Slack says of each that it did nothing, and that it may pass: seconds until it is asked again."""
MAYBE = {"fatal_error", "internal_error", "service_unavailable"}
"""Slack says of these that some of it may have been done, or does not say that nothing was."""
PECULIAR = {("chat.delete", "message_not_found"): Sent("D1:1.1"), ("chat.update", "update_failed"): Later(30)}
STOPS = {"account_inactive", "invalid_auth", "not_authed", "team_access_not_granted", "token_expired", "token_revoked"}
"""Slack says of each that the token counts for nothing here, or not now."""
LOSES = {"channel_not_found", "is_archived", "is_inactive", "user_disabled", "user_not_found"}
"""Slack says of each that a person is not reached where it was tried."""


def meant(method, code):
    """What Slack's documentation says of a code: whatever is not written above is a clear no."""
    if code in LATER:
        return Later(LATER[code])
    if code in MAYBE:
        return Unsure() if method == "chat.postMessage" else Later(30)  # what may be repeated is
    return PECULIAR.get((method, code), Refused(code))


@pytest.mark.parametrize(("method", "code"), CODES)
def test_every_documented_answer_has_its_outcome(method, code):
    table = outcomes()

    assert outcome(method, Answer(code), "D1:1.1") == meant(method, code)
    assert (code in table.tenant, code in table.person) == (code in STOPS, code in LOSES)
    assert sum([code in table.refused, code in table.unsure, code in table.later]) <= 1


@pytest.mark.parametrize(
    ("method", "answer", "means"),
    [
        ("chat.postMessage", Answer(), Sent("D1:1.1")),
        ("chat.postMessage", Answer("msg_too_long"), Refused("msg_too_long")),
        ("chat.postMessage", Answer("ratelimited", wait=7), Later(7)),
        ("chat.postMessage", Answer("unreached"), Later(5)),
        ("chat.postMessage", Answer("no_answer"), Unsure()),
        ("chat.postMessage", Answer("a_code_nobody_has_seen"), Unsure()),
        ("chat.postMessage", Answer("redirected"), Refused("redirected")),
        ("chat.postMessage", Answer("invalid_auth"), Later(60)),
        ("chat.postMessage", Answer("token_revoked"), Refused("token_revoked")),
        ("chat.update", Answer("no_answer"), Later(30)),
        ("chat.delete", Answer("message_not_found"), Sent("D1:1.1")),
        ("chat.delete", Answer("cant_delete_message"), Refused("cant_delete_message")),
        ("chat.delete", Answer("channel_not_found"), Refused("channel_not_found")),  # it may still stand there
        ("chat.postMessage", Answer("app_access_restricted"), Refused("app_access_restricted")),
        ("chat.update", Answer("message_not_found"), Refused("message_not_found")),
    ],
)
def test_an_answer_means_one_thing(method, answer, means):
    assert outcome(method, answer, "D1:1.1") == means


def test_what_stops_a_workspace_or_loses_a_person_is_a_clear_no_or_may_pass():
    table = outcomes()

    assert table.person <= table.refused
    assert table.tenant <= table.refused | table.later.keys()
