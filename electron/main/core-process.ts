import type { MessagePortMain } from 'electron'
import type { Log } from '../log.ts'

/** The part of Electron's UtilityProcess that is used, so that the life of the core is testable without Electron. */
export type CoreChild = {
  readonly pid: number | undefined
  postMessage(message: unknown, transfer?: MessagePortMain[]): void
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

export type SupervisorOptions = {
  /** Starts a core process and gives it its first order. */
  readonly start: () => CoreChild
  readonly log: Log
  /** Milliseconds on any steady clock. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** The core died too often to go on by itself. */
  readonly gaveUp: () => void
}

export type CoreSupervisor = {
  /** Hands a page's port to the core, or to the next one when there is none at the moment. */
  connect(port: MessagePortMain): void
  /** Begins anew after giving up. */
  restart(): void
  /** Lets the core finish and close its files; after `limit` milliseconds it is ended. */
  stop(limit: number): Promise<void>
  pid(): number | undefined
}

/** More deaths than this within the span is no accident any more. */
const mostDeaths = 4
const span = 60_000
const pauses = [0, 500, 1500, 4000]

export function superviseCore(options: SupervisorOptions): CoreSupervisor {
  const { log } = options
  let child: CoreChild | null = null
  let deaths: number[] = []
  let waiting: MessagePortMain[] = []
  let stopping: { done: () => void } | null = null

  const begin = () => {
    const started = options.start()
    child = started
    started.on('exit', (code) => {
      if (child !== started) return
      child = null
      if (stopping) return stopping.done()
      void died(code)
    })
    for (const port of waiting.splice(0)) started.postMessage({ type: 'connect' }, [port])
  }

  const died = async (code: number): Promise<void> => {
    const now = options.now()
    deaths = [...deaths.filter((at) => now - at < span), now]
    log('error', 'the core ended', { code, deaths: deaths.length })
    if (deaths.length > mostDeaths) {
      for (const port of waiting.splice(0)) port.close()
      return options.gaveUp()
    }
    await options.wait(pauses[Math.min(deaths.length, pauses.length) - 1]!)
    if (!stopping && !child) begin()
  }

  begin()

  return {
    connect: (port) => {
      if (child) child.postMessage({ type: 'connect' }, [port])
      else waiting = [...waiting, port]
    },
    restart: () => {
      deaths = []
      if (!child) begin()
    },
    stop: async (limit) => {
      const leaving = child
      if (!leaving) {
        stopping = { done: () => undefined }
        return
      }
      const gone = new Promise<'gone'>((resolve) => {
        stopping = { done: () => resolve('gone') }
      })
      leaving.postMessage({ type: 'close' })
      if ((await Promise.race([gone, options.wait(limit)])) === 'gone') return
      log('warning', 'the core did not close in time', { limit })
      leaving.kill()
    },
    pid: () => child?.pid,
  }
}
