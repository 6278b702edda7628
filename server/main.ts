import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { ConfigError, readConfig } from './config.ts'
import { createServerLog } from './log.ts'
import { openServer } from './open.ts'

// `npm run server`: the cloud server. Its log goes to stdout as JSON; the one line for people goes there first.
if (existsSync('.env')) process.loadEnvFile('.env')

try {
  const config = readConfig(process.env)
  const log = createServerLog(config.logLevel)
  const { server, close } = await openServer(config, log)
  const { address, port, family } = server.address() as AddressInfo
  process.stdout.write(`listening on http://${family === 'IPv6' ? `[${address}]` : address}:${port}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal))

  async function stop(signal: string): Promise<void> {
    log.info({ signal }, 'stopping')
    await close()
    process.exit(0)
  }
} catch (error) {
  // A wrong setting is told in words; anything else with its stack, for whoever has to mend it.
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}
