import type { House } from '../house.ts'

/** Work that comes round. `run` may be cut short by a crash and begun again by another server: each does only what is still to do. */
export type Job = {
  readonly name: string
  /** Milliseconds from the end of one run to the next. */
  readonly every: number
  /** Milliseconds after which whoever took it is taken for dead. */
  readonly most: number
  readonly run: () => Promise<unknown>
}
export type Jobs = ReturnType<typeof openJobs>

declare module '../house.ts' {
  interface Services {
    readonly jobs: Jobs
  }
}

const look = 1000
/** Milliseconds for which a stop waits for work under way; what is cut off then, another server takes up. */
const patience = 10_000

/**
 * Runs each job when its time has come, on whichever server takes it first: whoever moves `lockedUntil` of its row has it. What
 * goes wrong is kept in the row, where the operator sees it, and the job comes round again.
 */
export function openJobs({ store, clock, log }: Pick<House, 'store' | 'clock' | 'log'>, jobs: readonly Job[]) {
  const db = store.kysely
  const running = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  async function due(): Promise<Job[]> {
    const now = clock()
    const rows = new Map((await db.selectFrom('job').select(['name', 'nextAt', 'lockedUntil']).execute()).map((row) => [row.name, row]))
    // A job of a new version is due at once.
    for (const { name } of jobs.filter((job) => !rows.has(job.name)))
      await db.insertInto('job').values({ name, nextAt: now, lockedUntil: null, startedAt: null, endedAt: null, error: null, runs: 0 }).onConflict((conflict) => conflict.column('name').doNothing()).execute()
    return jobs.filter(({ name }) => {
      const row = rows.get(name)
      return !row || (row.nextAt <= now && (row.lockedUntil ?? 0) <= now)
    })
  }

  /** Whether it was ours to run. */
  async function take(job: Job): Promise<boolean> {
    const now = clock()
    const until = now + job.most
    const taken = await db.updateTable('job').set({ lockedUntil: until, startedAt: now }).where('name', '=', job.name).where('nextAt', '<=', now)
      .where((row) => row.or([row('lockedUntil', 'is', null), row('lockedUntil', '<=', now)])).returning('name').executeTakeFirst()
    if (!taken) return false
    let error: string | null = null
    try {
      await job.run()
    } catch (thrown) {
      log.error({ err: thrown, job: job.name }, 'job failed')
      error = String(thrown).slice(0, 500)
    }
    const ended = clock()
    // Somebody may have taken it from us: then the row is his.
    await db.updateTable('job').set((row) => ({ nextAt: ended + job.every, lockedUntil: null, endedAt: ended, error, runs: row('runs', '+', 1) })).where('name', '=', job.name).where('lockedUntil', '=', until).execute()
    return true
  }

  /** Runs what is due now and waits for it. Returns the names of what this server ran. */
  async function tick(): Promise<string[]> {
    const ran: string[] = []
    await Promise.all((await due()).map(async (job) => {
      if (await take(job)) ran.push(job.name)
    }))
    return ran.toSorted()
  }

  /** A job that takes long holds up no other: the next look comes meanwhile. */
  function lookAgain(): void {
    if (stopped) return
    timer = setTimeout(() => {
      const round = roundOf(() => running.delete(round))
      running.add(round)
      lookAgain()
    }, look)
    timer.unref()
  }

  /** A database that is away is there again later. */
  async function roundOf(ended: () => void): Promise<void> {
    try {
      await tick()
    } catch (error) {
      log.warn({ err: error }, 'jobs not looked at')
    } finally {
      ended()
    }
  }

  return {
    tick,

    start(): void {
      if (timer === null) lookAgain()
    },

    /** Begins nothing more, and waits a while for what is under way. */
    async stop(): Promise<void> {
      stopped = true
      if (timer) clearTimeout(timer)
      let end: NodeJS.Timeout | undefined
      await Promise.race([Promise.all(running), new Promise<void>((resolve) => void (end = setTimeout(resolve, patience)))])
      clearTimeout(end)
    },
  }
}
