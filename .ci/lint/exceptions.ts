// The only places where a rule of .ci/lint may be broken. Each says why, and is an error itself once nobody needs it.

export type Exception = {
  rule: string
  path: string
  /** Exactly so many findings; another number is an error, so that an exception does not cover the next one. */
  count: number
  reason: string
}

export const exceptions: readonly Exception[] = []

export type MachineryWriter = { path: string; tables: readonly string[]; reason: string }

/** Rooms that write tables of their own: never synced, never in the log (architecture §3). Never a business table. */
export const machineryWriters: readonly MachineryWriter[] = [
  {
    path: 'shared/command/dispatch.ts',
    tables: ['agency_sequence', 'command', 'outbox'],
    reason: 'takes the agency\'s lock and number, keeps the result of each command, queues what a joined post predicts',
  },
  { path: 'shared/command/modes.ts', tables: ['agency_sequence', 'command', 'outbox'], reason: 'lays aside what waits, loads what is decided' },
  { path: 'shared/command/parked.ts', tables: ['parked_change'], reason: 'what a newer program decided waits for this one to be brought up to date' },
  { path: 'shared/command/context.ts', tables: ['effect'], reason: 'effects belong to their command' },
  { path: 'shared/command/unit-of-work.ts', tables: ['counter'], reason: 'numbers are written with the rows that bear them' },
  { path: 'shared/command/effects.ts', tables: ['effect'], reason: 'the worker marks an effect as run after commit' },
  { path: 'shared/modules/crm/alert-run.ts', tables: ['alert_cursor'], reason: 'up to where in the log saved searches were told' },
  { path: 'shared/modules/properties/view-count.ts', tables: ['view_count'], reason: 'views are counted by the day' },
  { path: 'electron/core/core.ts', tables: ['device'], reason: 'a post knows itself before anybody signs in' },
  { path: 'electron/core/demo.ts', tables: ['device'], reason: 'the demonstration has a post before anybody opened it' },
  { path: 'electron/core/demo/build.ts', tables: ['view_count'], reason: 'the demonstration was looked at before it was opened' },
  { path: 'shared/modules/auth/credentials.ts', tables: ['account', 'credential'], reason: 'secrets never leave this post or server' },
  { path: 'electron/core/matching/run-matching.ts', tables: ['agency_match'], reason: 'all clients against all properties, as this post worked it out; never travels' },
  { path: 'electron/core/sessions.ts', tables: ['session'], reason: 'sessions are of this post alone' },
  { path: 'electron/core/import/rejected-rows.ts', tables: ['import_reject'], reason: 'what an import left out is kept to be mended, never travels' },
  { path: 'server/agencies/subscriptions.ts', tables: ['subscription'], reason: 'what an agency may use is the platform\'s to say' },
  { path: 'server/configuration/configuration.ts', tables: ['configuration'], reason: 'values by which the operator steers clients' },
  { path: 'shared/sync/arrivals.ts', tables: ['sync_state'], reason: 'how far a snapshot has come, in the commit of its last part' },
  { path: 'shared/sync/attention.ts', tables: ['attention'], reason: 'what was refused is given up, or sent again in the commit of what takes its place' },
  { path: 'shared/sync/authority.ts', tables: ['sync_device'], reason: 'how far each post has been heard, in the commit of what it said' },
  { path: 'shared/sync/epoch.ts', tables: ['server_epoch'], reason: 'a database that was put back says so' },
  { path: 'shared/sync/file-rows.ts', tables: ['file_queue'], reason: 'which files are here and which at the server: of this post alone' },
  { path: 'shared/sync/found-authority.ts', tables: ['agency_sequence', 'counter', 'founding'], reason: 'an agency on its way here, with the numbers that it gave, or dropped as if it had never been' },
  { path: 'shared/sync/found.ts', tables: ['sync_state'], reason: 'a desktop that was alone now knows its server' },
  { path: 'shared/sync/founding-here.ts', tables: ['founding_here'], reason: 'where a desktop that was alone brings its agency' },
  { path: 'electron/core/sync/past-exchanges.ts', tables: ['past_exchange'], reason: 'how the latest exchanges of this post went' },
  { path: 'shared/sync/join.ts', tables: ['sync_state'], reason: 'a post knows which server it joined' },
  { path: 'shared/sync/post.ts', tables: ['acked_recent', 'attention', 'command', 'outbox', 'sync_device', 'sync_state'], reason: 'what waits, what was answered, what was refused: of this post alone; what other posts are called' },
  { path: 'shared/sync/start-over.ts', tables: ['acked_recent', 'outbox', 'sync_state'], reason: 'what was typed is sent to a server that may have lost it' },
  { path: 'server/favourites/favourites.ts', tables: ['favourite'], reason: 'favourites are a person\'s, across agencies' },
  { path: 'server/files/incoming-blobs.ts', tables: ['incoming_blob'], reason: 'blobs on their way from posts' },
  { path: 'server/files/uploads.ts', tables: ['upload'], reason: 'files on their way in parts' },
  { path: 'server/http/idempotency.ts', tables: ['idempotency'], reason: 'what was answered to a key is given again' },
  { path: 'server/identity/accounts.ts', tables: ['account'], reason: 'people are of the platform, not of an agency' },
  { path: 'server/identity/audit.ts', tables: ['audit'], reason: 'acts on the platform that no agency has in its log' },
  { path: 'server/identity/consents.ts', tables: ['account_consent'], reason: 'each yes and no of a person to the platform' },
  { path: 'server/identity/passwords.ts', tables: ['account'], reason: 'a link of a letter proves the address' },
  { path: 'server/identity/people.ts', tables: ['account', 'favourite', 'identity', 'mail'], reason: 'people are of the platform; who leaves is forgotten' },
  { path: 'server/identity/verification.ts', tables: ['account'], reason: 'an address that was proven' },
  { path: 'server/identity/links.ts', tables: ['one_time_token'], reason: 'links in letters are good once' },
  { path: 'server/identity/providers.ts', tables: ['account', 'idempotency', 'identity'], reason: 'who somebody is at Google or Apple; a nonce is good once' },
  { path: 'server/identity/second-factor.ts', tables: ['recovery_code', 'second_factor'], reason: 'secrets never leave this server' },
  { path: 'server/jobs/runner.ts', tables: ['job'], reason: 'who runs what comes round, and how it went' },
  { path: 'server/mail/post.ts', tables: ['mail'], reason: 'letters wait here until a mail server has taken them' },
  { path: 'server/identity/sessions.ts', tables: ['access_session', 'account', 'refresh_token'], reason: 'sessions of the server' },
  { path: 'server/identity/standing.ts', tables: ['account'], reason: 'who may sign in, and who runs the platform' },
  { path: 'electron/core/backup/backups.ts', tables: [], reason: 'reads a backup, on which no executor is open' },
  { path: 'electron/core/backup/set-aside.ts', tables: [], reason: 'asks a file for damage before the store opens it' },
]
