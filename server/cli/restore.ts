import { resolve } from 'node:path'
import { backupAt } from '../backup/manifest.ts'
import { restoreBackup } from '../backup/restore.ts'
import { readConfig } from '../config.ts'
import { openWriting } from '../open-stores.ts'
import { usageOf } from './commands.ts'
import type { Run } from './commands.ts'

export const run: Run = async (parameters, { environment, folder: from, out, error }) => {
  const [directory, ...rest] = parameters
  if (!directory || rest.length) {
    error(`Usage: ${usageOf('restore')}`)
    return 2
  }
  const { folder, name } = await backupAt(resolve(from, directory))
  const config = readConfig(environment)
  const store = openWriting(config)
  try {
    const { at, rows, files, warnings } = await restoreBackup(config, store, folder, name)
    out(`restored ${name} (${at}): ${rows} rows, ${files === null ? 'no files' : `${files} files`}`)
    for (const warning of warnings) error(`Note: ${warning}`)
    return 0
  } finally {
    await store.close()
  }
}
