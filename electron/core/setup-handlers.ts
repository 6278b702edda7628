import type { SessionView, SetupState } from '../../shared/modules/core/model-views.ts'
import { passwordWeakness } from '../../shared/modules/auth/rules.ts'
import { AppError } from '../../shared/values/error.ts'
import { replaceDatabase, backupPath, verifyBackup } from './backup/backups.ts'
import type { ConnectionContext } from './connection.ts'
import type { CoreParts } from './core.ts'
import { doCommand } from './own-commands.ts'
import type { Handling } from './router.ts'
import { backupDirectory, databasePath } from './workspace.ts'
import { migrations } from '../../shared/database/migrate.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'

type NewAgency = {
  agencyName: string; city: string | null; phone: string | null; referencePrefix: string; name: string; email: string; password: string
}

/** What may be asked before anybody signs in: only while there is no agency here, or no sound database. */
export function setupHandlers({ parts, turn }: Handling) {
  /** One at a time: two windows may both be on the first screen. */
  async function inEmptyHouse<T>(work: () => Promise<T>): Promise<T> {
    if (turn.taken) throw new AppError('already_exists', { entity: 'agency' })
    turn.taken = true
    try {
      await mustBeEmpty(parts)
      return await work()
    } finally {
      turn.taken = false
    }
  }

  return {
    createAgency: (input: NewAgency, context: ConnectionContext): Promise<SessionView> => inEmptyHouse(async () => {
      const why = passwordWeakness(input.password, [input.email.split('@')[0]!, ...input.name.split(/\s+/)])
      if (why) throw new AppError('weak_password', { why })
      const { credentials, sessions } = parts.desk()
      const [agencyId, accountId, memberId] = [parts.newId(), parts.newId(), parts.newId()]
      // The password first: an agency whose admin cannot sign in would be lost; an account without an agency is nothing.
      await credentials.set(accountId, input, input.password, { mustChange: false })
      await doCommand(parts, { kind: 'job', agencyId, name: 'setup' }, 'agency.found', {
        agencyId, name: input.agencyName, phone: input.phone, city: input.city, referencePrefix: input.referencePrefix,
        admin: { memberId, accountId, email: input.email, name: input.name },
      })
      context.session = await sessions.begin(accountId, false)
      return sessions.view(context.session)
    }),

    openDemo: (context: ConnectionContext): Promise<SessionView> => inEmptyHouse(async () => {
      // Loaded only here: it brings the drawing of photos with it.
      const { fillWithDemo } = await import('./demo.ts')
      const { users } = await fillWithDemo(parts, {})
      const { credentials, sessions } = parts.desk()
      const admin = users.find((user) => user.role === 'admin')!
      const { accountId } = await credentials.check(admin.email, admin.password)
      context.session = await sessions.begin(accountId, false)
      return sessions.view(context.session)
    }),

    /** After a damaged file was put aside: from a backup, or empty. Never while there is a sound database. */
    async recover(input: { backup: string | null }): Promise<SetupState> {
      if ((await parts.state()).state !== 'database_corrupt') throw new AppError('rule_broken', { rule: 'recover_only_when_damaged' })
      await parts.reopen(async () => {
        if (input.backup === null) {
          // A new file in the place says that the loss has been seen.
          openSqlite(databasePath(parts.directory)).close()
          return
        }
        const path = backupPath(backupDirectory(parts.directory), input.backup)
        verifyBackup(path, Object.keys(migrations))
        await replaceDatabase(databasePath(parts.directory), path)
      })
      return parts.state()
    },
  }
}

async function mustBeEmpty(parts: CoreParts): Promise<void> {
  const house = await parts.state()
  if (house.state !== 'empty') throw new AppError('already_exists', { entity: 'agency' })
  // Somebody began to join an agency and thought better of it: what had come goes.
  if (house.joining !== null) await parts.wipe()
}
