import { migrations } from '../../../shared/database/migrate.ts'
import type { BackupInfo, SetupState } from '../../../shared/modules/core/model-views.ts'
import type { ConnectionContext } from '../connection.ts'
import type { Handling } from '../router.ts'
import { backupDirectory, databasePath } from '../workspace.ts'
import { backupPath, createBackup, listBackups, replaceDatabase, verifyBackup } from './backups.ts'

export function backupHandlers({ parts, allowed }: Handling) {
  const folder = backupDirectory(parts.directory)
  return {
    async list(context: ConnectionContext): Promise<BackupInfo[]> {
      allowed(context, 'backup.list')
      return listBackups(folder)
    },

    async create(context: ConnectionContext): Promise<BackupInfo> {
      allowed(context, 'backup.create')
      return createBackup(parts.desk().workspace.database, folder, { reason: 'manual', now: parts.clock() })
    },

    /** Today's data are copied first, so that a restore can itself be taken back. */
    async restore(input: { name: string }, context: ConnectionContext): Promise<SetupState> {
      allowed(context, 'backup.restore')
      const path = backupPath(folder, input.name)
      verifyBackup(path, Object.keys(migrations))
      await parts.reopen(async () => {
        // Once nobody writes any more, so that whatever was said to be saved is in the copy.
        await createBackup(databasePath(parts.directory), folder, { reason: 'restore', now: parts.clock(), keep: input.name })
        await replaceDatabase(databasePath(parts.directory), path)
      })
      return parts.state()
    },
  }
}
