import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { ConfigError, readConfig } from './config.ts'
import { operatorCommand } from './cli/operator.ts'
import { createServerLog } from './log.ts'
import { openServer } from './open.ts'

// `npm run server`: the cloud server. Its log goes to stdout as JSON; the one line for people goes there first.
// `npm run server -- COMMAND …`: one act on its data from the command line, then the end.
if (existsSync('.env')) process.loadEnvFile('.env')

const commands: Readonly<Record<string, (given: readonly string[]) => Promise<number>>> = { operator: operatorCommand }

try {
  const [name, ...given] = process.argv.slice(2)
  if (name === undefined) await serve()
  else if (Object.hasOwn(commands, name)) process.exit(await commands[name]!(given))
  else {
    process.stderr.write(`There is no command ${JSON.stringify(name)}. The commands are: ${Object.keys(commands).join(', ')}; without one the server starts.\n`)
    process.exit(1)
  }
} catch (error) {
  // A wrong setting is told in words; anything else with its stack, for whoever has to mend it.
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}

async function serve(): Promise<void> {
  const config = readConfig(process.env)
  const log = createServerLog(config.logLevel)
  const { house, server, close } = await openServer(config, log)
  house.services.jobs.start()
  const { address, port, family } = server.address() as AddressInfo
  process.stdout.write(`listening on http://${family === 'IPv6' ? `[${address}]` : address}:${port}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal))

  async function stop(signal: string): Promise<void> {
    log.info({ signal }, 'stopping')
    await close()
    process.exit(0)
  }
}
