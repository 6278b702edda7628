/**
 * Every failure a user may meet. The set is closed so that each code has its words in the catalogues
 * (`error.<code>` in shared/language) and its test; an exception that is not an AppError is a bug.
 */
export const errorCodes = [
  // the caller
  'not_signed_in', 'session_locked', 'wrong_password', 'account_locked', 'weak_password', 'forbidden',
  'token_invalid', 'token_reused', 'code_needed', 'code_wrong', 'account_disabled', 'link_invalid', 'identity_refused', 'email_unverified', 'member_of_agency',
  'not_of_agency', 'sign_in_online',
  // the request
  'invalid_input', 'unknown_command', 'unsupported_version', 'update_needed', 'id_reused', 'id_taken', 'not_found', 'gone', 'too_large',
  'online_only', 'server_unreachable', 'agency_here', 'commands_waiting', 'undo_refused', 'nothing_to_undo', 'already_undone',
  'body_unreadable', 'method_not_allowed', 'media_type_unsupported', 'too_many_requests', 'conflict', 'feature_off',
  // the business
  'move_not_allowed', 'reference_missing', 'already_exists', 'last_admin', 'rule_broken', 'blocked',
  'plan_limit', 'plan_expired', 'agency_suspended',
  // files
  'file_unreadable', 'file_wrong_kind', 'file_too_large', 'image_too_large', 'file_incomplete',
  'file_coming', 'file_offline', 'file_elsewhere', 'file_no_room', 'import_no_header', 'import_empty',
  // the place where data lives
  'database_newer', 'database_corrupt', 'database_busy', 'database_unavailable', 'disk_full', 'read_only', 'backup_invalid',
  // the house
  'core_restarted', 'restarting', 'cancelled', 'timeout', 'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]
export type ErrorParams = Readonly<Record<string, unknown>>

/** An expected failure: a code of the closed set, and the plain values its words need. Never holds secrets. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.params = params
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value)
}
