import process from 'node:process'
import { openAgencyOnRecord } from './agency-on-record.ts'
import { importCommand } from './import-command.ts'

// npm run import -- FILE --dry-run [--json]. npm starts scripts in the project; paths are meant from where the user is.
process.exitCode = await importCommand(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  now: Date.now(),
  openAgency: openAgencyOnRecord,
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
})
