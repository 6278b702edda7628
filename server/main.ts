import { existsSync } from 'node:fs'
import process from 'node:process'
import { runCommand } from './cli/commands.ts'
import { serve } from './serve.ts'

// `npm run server` serves; `npm run server -- NAME …` does one thing for the operator and ends (`help` lists them).
if (existsSync('.env')) process.loadEnvFile('.env')

const [name, ...parameters] = process.argv.slice(2)
if (name === undefined) await serve()
else
  process.exitCode = await runCommand(name, parameters, {
    environment: process.env,
    // npm starts scripts in the project; paths are meant from where the operator is.
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    out: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
  })
