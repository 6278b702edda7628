import pg from 'pg'
import { z } from 'zod'
import type { Store } from '../../shared/database/store.ts'
import type { Log } from '../log.ts'
import type { Bus, Head } from './bus.ts'

const channel = 'digit_hab_heads'
const message = z.object({ agencyId: z.string(), head: z.number() })
/** Milliseconds: until a lost connection is tried again, and how often one is asked whether it still is there. */
const [again, lookEvery] = [1_000, 20_000]

/** LISTEN and NOTIFY of the database that all servers share: one more connection a server, nothing else to run. */
export function openPostgresBus(url: string, store: Pick<Store, 'kysely'>, log: Log): Bus {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false

  /** One connection that listens, until it is lost; then another. */
  async function connect(onHead: (head: Head) => void, onGap: () => void, first: boolean): Promise<void> {
    if (closed) return
    const mine = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000, query_timeout: 10_000 })
    let lost = false
    const lose = (error?: unknown): void => {
      if (lost) return
      lost = true
      clearTimeout(timer)
      void leave(mine)
      if (closed) return
      log.warn({ err: error }, 'does not hear other servers for a moment')
      timer = setTimeout(() => void connect(onHead, onGap, false), again)
    }
    mine.on('error', lose)
    mine.on('end', () => lose())
    mine.on('notification', ({ payload }) => {
      const head = message.safeParse(parsed(payload))
      if (head.success) onHead(head.data)
    })
    const look = async (): Promise<void> => {
      try {
        // A connection that ends without a word is known by its silence.
        await mine.query('select 1')
        if (!lost && !closed) timer = setTimeout(() => void look(), lookEvery)
      } catch (error) {
        lose(error)
      }
    }
    client = mine
    try {
      await mine.connect()
      await mine.query(`listen ${channel}`)
      if (!first) onGap()
      await look()
    } catch (error) {
      lose(error)
    }
  }

  return {
    tell: async (head) => {
      try {
        await store.kysely.selectNoFrom((row) => row.fn('pg_notify', [row.val(channel), row.val(JSON.stringify(head))]).as('told')).execute()
      } catch (error) {
        log.warn({ err: error }, 'could not tell other servers of a change')
      }
    },
    listen: (onHead, onGap) => connect(onHead, onGap, true),
    close: async () => {
      closed = true
      clearTimeout(timer)
      if (client) await leave(client)
    },
  }
}

async function leave(client: pg.Client): Promise<void> {
  try {
    await client.end()
  } catch {
    // It is gone already.
  }
}

function parsed(payload: string | undefined): unknown {
  try {
    return JSON.parse(payload ?? '') as unknown
  } catch {
    return undefined
  }
}
