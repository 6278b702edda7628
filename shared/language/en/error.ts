import type { error as french } from '../fr/error.ts'

export const error: typeof french = {
  // the caller
  not_signed_in: 'You are not signed in. Sign in to go on; what you typed is kept.',
  session_locked: 'The session was locked after a time without activity. Enter your password to go on where you were.',
  wrong_password: 'Wrong e-mail address or password. Check both, and the Caps Lock key.',
  account_locked: 'This account is locked for a while after several wrong passwords. Wait, or ask an administrator of the agency to unlock it.',
  weak_password: 'This password is too easy to guess. Choose a longer one, for example several unrelated words.',
  forbidden: 'Your role does not allow this. Ask a manager of the agency to do it or to change your role.',
  // the request
  invalid_input: 'A value you entered does not fit. Correct the marked fields, then save again.',
  unknown_command: 'This version of the application does not know this action. Update the application.',
  unsupported_version: 'This action comes from another version of the application. Update every computer of the agency.',
  id_reused: 'This action was already saved with other values. Open the record again, check it, then redo the change.',
  id_taken: 'This record already exists. Open the list again, then start over.',
  not_found: 'This record cannot be found: it does not exist, or it is not among what you may see.',
  gone: 'This record was deleted. Its history lets you bring it back.',
  too_large: 'This is too much to save at once. Do it in several steps.',
  online_only: 'This needs the internet and the computer is offline. Do it again once the connection is back.',
  undo_refused: 'This action cannot be undone. Make a new change to correct it.',
  nothing_to_undo: 'There is nothing to undo: all that this action changed has been edited since.',
  already_undone: 'This action is already undone. The history of the record shows by whom and when.',
  // the business
  move_not_allowed: 'This change of status is not possible from the present one. Choose one of those offered.',
  reference_missing: 'A linked record is missing or deleted. Choose another one, then save.',
  already_exists: 'The same record already exists. Open it, or change what should set them apart.',
  last_admin: 'This is the last administrator of the agency. Appoint another one first.',
  rule_broken: 'A rule of the agency forbids this. Correct what is marked, then try again.',
  // files
  file_unreadable: 'This file cannot be read: it is damaged or protected by a password. Open it in its own program, save a copy, then try again.',
  file_wrong_kind: 'This file is not what its name says, or its kind is not accepted. Choose another one.',
  file_too_large: 'This file is too big. Make it smaller or split it, then try again.',
  image_too_large: 'This picture has too many pixels. Reduce its dimensions, then try again.',
  file_incomplete: 'The file did not arrive whole. Add it again.',
  import_no_header: 'The line of column titles cannot be found. Say which one it is, or add it to the file.',
  import_empty: 'This file holds no line to import. Check that it is the right one.',
  // the place where data lives
  database_newer: 'These data come from a newer version of Digit-Hab. Update the application to open them; nothing was changed.',
  database_corrupt: 'The data file is damaged. It was put aside untouched: restore a backup to go on.',
  database_busy: 'The data are busy with other work. Nothing was saved: try again in a moment.',
  disk_full: 'The disk is full: nothing was saved. Free some space, then try again.',
  read_only: 'The data can only be read here: the folder is write-protected. Check its permissions.',
  backup_invalid: 'This backup is incomplete or does not come from Digit-Hab. Your data are untouched; choose another backup.',
  // the house
  core_restarted: 'The engine of the application restarted. What was saved is still saved; do your action again.',
  cancelled: 'You stopped this work. What was already done is kept.',
  timeout: 'The answer took too long. Check whether the action was done before you repeat it.',
  internal: 'Something unexpected went wrong and the action was not done. Try again; if it comes back, copy the details for support.',
}
