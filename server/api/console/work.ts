import type { ConsoleWork } from '../../../shared/contract/console.ts'
import type { House } from '../../house.ts'
import { isoOf } from '../values.ts'

const day = 86_400_000

/** What the server does by itself, and letters that have not left: failed ones first. */
export async function workOf(house: House): Promise<ConsoleWork> {
  const { kysely } = house.reading
  const now = house.clock()
  const [jobs, counts, { sent }, letters, oldest] = await Promise.all([
    kysely.selectFrom('job').selectAll().orderBy('name').execute(),
    mailCounts(house),
    kysely.selectFrom('mail').select((row) => row.fn.countAll<number>().as('sent')).where('state', '=', 'sent').where('sentAt', '>=', now - (now % day)).executeTakeFirstOrThrow(),
    kysely.selectFrom('mail').select(['id', 'kind', 'email', 'state', 'attempts', 'nextAt', 'error', 'createdAt']).where('state', '!=', 'sent').orderBy('state').orderBy('createdAt', 'desc').limit(50).execute(),
    kysely.selectFrom('mail').select((row) => row.fn.min('createdAt').as('at')).where('state', 'in', ['waiting', 'running']).executeTakeFirst(),
  ])
  return {
    jobs: jobs.map((job) => ({
      name: job.name, next_at: isoOf(job.nextAt), running: job.lockedUntil !== null && job.lockedUntil > now, started_at: isoOf(job.startedAt), ended_at: isoOf(job.endedAt), error: job.error, runs: Number(job.runs),
    })),
    mails: {
      on: house.services.post.isOn, ...counts, sent_today: Number(sent), oldest_waiting: isoOf(oldest?.at ?? null),
      letters: letters.map((letter) => ({
        id: letter.id, kind: letter.kind, email: letter.email, state: letter.state === 'failed' ? 'failed' : 'waiting', attempts: Number(letter.attempts), next_at: isoOf(letter.nextAt), error: letter.error,
        created_at: isoOf(letter.createdAt),
      })),
    },
  }
}

/** Letters on their way count as waiting. */
export async function mailCounts(house: House): Promise<{ waiting: number; failed: number }> {
  const rows = await house.reading.kysely.selectFrom('mail').select((row) => ['state', row.fn.countAll<number>().as('n')]).where('state', '!=', 'sent').groupBy('state').execute()
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.n ?? 0)
  return { waiting: of('waiting') + of('running'), failed: of('failed') }
}
