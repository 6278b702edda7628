import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { failureWords } from './cli/words.ts'
import { readConfig } from './config.ts'
import { createServerLog } from './log.ts'
import { openServer } from './open.ts'

/** Milliseconds beyond the drain: an end that hangs is no end. Requests get 10 s of it, periodic work 10 more. */
const longestEnd = 25_000

/** Serves until a signal or a fault that nobody caught. The log goes to stdout as JSON; the one line for people goes there first. */
export async function serve(): Promise<void> {
  try {
    const config = readConfig(process.env)
    const log = createServerLog(config.logLevel)
    let close: (options: { drain: number }) => Promise<void> = async () => {}
    let ending = false

    async function end(code: number, options: { drain: number }): Promise<void> {
      // The second signal, or a fault while ending: at once.
      if (ending) process.exit(1)
      ending = true
      setTimeout(() => process.exit(1), options.drain + longestEnd).unref()
      try {
        await close(options)
      } catch (error) {
        log.fatal({ err: error }, 'did not end well')
        process.exit(1)
      }
      process.exit(code)
    }

    // After one of these nobody knows what still holds: what is under way may end, then whoever watches starts us anew.
    for (const fault of ['uncaughtException', 'unhandledRejection'] as const)
      process.on(fault, (error: unknown) => {
        log.fatal({ err: error, fault }, 'stopping after a fault')
        void end(1, { drain: 0 })
      })
    // Ctrl+C is a person, who does not balance requests.
    for (const [signal, time] of [['SIGINT', 0], ['SIGTERM', config.drainSeconds * 1000]] as const)
      process.on(signal, () => {
        log.info({ signal }, 'stopping')
        void end(0, { drain: time })
      })

    const opened = await openServer(config, log)
    close = opened.close
    opened.house.services.jobs.start()
    const { address, port, family } = opened.server.address() as AddressInfo
    process.stdout.write(`listening on http://${family === 'IPv6' ? `[${address}]` : address}:${port}\n`)
  } catch (error) {
    process.stderr.write(`${failureWords(error)}\n`)
    process.exit(1)
  }
}
