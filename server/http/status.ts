import type { ErrorCode } from '../../shared/values/error.ts'

/** The HTTP status of each failure: the code says what happened, the status what a client may do about it (RFC 9110). */
export const statusOf: Readonly<Record<ErrorCode, number>> = {
  not_signed_in: 401, session_locked: 401, wrong_password: 401, account_locked: 423, weak_password: 400, forbidden: 403,
  token_invalid: 401, token_reused: 401, code_needed: 401, code_wrong: 401, account_disabled: 403, link_invalid: 400, identity_refused: 401, email_unverified: 403, member_of_agency: 409,
  not_of_agency: 403, sign_in_online: 401,
  invalid_input: 400, unknown_command: 400, unsupported_version: 426, update_needed: 426, id_reused: 409, id_taken: 409, not_found: 404, gone: 410, too_large: 413,
  online_only: 503, server_unreachable: 503, agency_here: 409, commands_waiting: 409, undo_refused: 409, nothing_to_undo: 409, already_undone: 409,
  body_unreadable: 400, method_not_allowed: 405, media_type_unsupported: 415, too_many_requests: 429, conflict: 409, feature_off: 501,
  move_not_allowed: 409, reference_missing: 400, already_exists: 409, last_admin: 409, rule_broken: 409, blocked: 409,
  plan_limit: 403, plan_expired: 403, agency_suspended: 403,
  file_unreadable: 400, file_wrong_kind: 415, file_too_large: 413, image_too_large: 413, file_incomplete: 400,
  file_coming: 503, file_offline: 503, file_elsewhere: 503, file_no_room: 507, import_no_header: 400, import_empty: 400,
  database_newer: 503, database_corrupt: 503, database_busy: 503, database_unavailable: 503, disk_full: 507, read_only: 503, backup_invalid: 400,
  core_restarted: 503, restarting: 503, cancelled: 409, timeout: 504, internal: 500,
}
