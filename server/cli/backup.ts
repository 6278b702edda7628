import { resolve } from 'node:path'
import { createBackup, forgetBackups } from '../backup/create.ts'
import { readConfig } from '../config.ts'
import { openReading } from '../open-stores.ts'
import { usageOf } from './commands.ts'
import type { Run } from './commands.ts'

export const run: Run = async (parameters, { environment, folder, out, error }) => {
  const [directory, flag, count, ...rest] = parameters
  const keep = flag === undefined ? null : Number(count)
  if (!directory || rest.length || (flag !== undefined && flag !== '--keep') || (keep !== null && !(Number.isInteger(keep) && keep > 0))) {
    error(`Usage: ${usageOf('backup')}`)
    return 2
  }
  const target = resolve(folder, directory)
  const config = readConfig(environment)
  const store = openReading(config)
  try {
    const { path, rows, files, copied, secrets } = await createBackup(config, store, target, Date.now())
    out(`${path}: ${rows} rows, ${files === null ? 'files stay in S3' : `${files} files (${copied} new)`}, ${secrets ? 'secrets.json' : 'no secret (JWT_SECRET is kept by you)'}`)
    if (keep !== null) {
      const gone = await forgetBackups(target, keep, Date.now())
      if (gone.backups) out(`forgotten: ${gone.backups} older backups, ${gone.files} files`)
    }
    return 0
  } finally {
    await store.close()
  }
}
