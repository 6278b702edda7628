import { describe, expect, it } from 'vitest'
import type { ChangeNotice } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/values/error.ts'
import { followChanges } from './invalidation.ts'

type Predicate = { predicate?: (query: { meta?: { entities?: string[] } }) => boolean }

function follow(streams: (() => AsyncIterable<ChangeNotice>)[]) {
  const stop = new AbortController()
  const rounds: string[] = []
  let pauses: (() => void)[] = []
  const shown = { property: ['property', 'member'], contact: ['contact'], team: ['member'] }
  const ended = followChanges({
    changes: async () => {
      const next = streams.shift()
      if (!next) {
        stop.abort()
        throw new AppError('cancelled')
      }
      return next()
    },
    queries: {
      invalidateQueries: async (filters?: Predicate) => {
        const predicate = filters?.predicate
        rounds.push(predicate ? Object.entries(shown).filter(([, entities]) => predicate({ meta: { entities } })).map(([name]) => name).join('+') : 'everything')
      },
    } as never,
    signal: stop.signal,
    wait: () => new Promise((resolve) => pauses.push(resolve)),
  })
  const pass = async () => {
    const now = pauses
    pauses = []
    for (const resolve of now) resolve()
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return { rounds, ended, pass }
}

const notice = (...entities: string[]): ChangeNotice => ({ entities, ids: [], commandIds: [], open: null })

async function* notices(list: ChangeNotice[], then?: AppError): AsyncGenerator<ChangeNotice> {
  yield* list
  if (then) throw then
}

describe('what is shown stays true', () => {
  it('asks again only what reads an entity that changed', async () => {
    const { rounds, pass } = follow([() => notices([notice('member')])])
    await pass()
    expect(rounds).toEqual(['property+team'])
  })

  it('files that have arrived are named to whoever shows them; after a new connection any may have', async () => {
    const arrived: (readonly string[])[] = []
    const stop = new AbortController()
    const streams = [[{ ...notice('blob', 'files'), ids: ['one'] }, notice('property')], []]
    await followChanges({
      changes: async () => {
        const next = streams.shift()
        if (!next) stop.abort()
        return notices(next ?? [])
      },
      queries: { invalidateQueries: async () => undefined } as never, onArrived: (ids) => arrived.push(ids), signal: stop.signal, wait: async () => undefined,
    })
    expect(arrived.slice(0, 2)).toEqual([['one'], []])
  })

  it('gathers what comes in a rush into few rounds', async () => {
    const { rounds, pass } = follow([() => notices([notice('contact'), ...Array.from({ length: 50 }, () => notice('property')), notice('contact')])])
    await pass()
    await pass()
    expect(rounds.slice(0, 2)).toEqual(['contact', 'property+contact'])
  })

  it('asks everything again after the core was away, as changes may have been missed', async () => {
    const { rounds, pass } = follow([() => notices([], new AppError('core_restarted')), () => notices([])])
    await pass()
    await pass()
    expect(rounds).toEqual(['everything'])
  })

  it('ends when the core refuses, so that it can begin anew after sign-in', async () => {
    const { ended } = follow([() => notices([], new AppError('session_locked'))])
    await expect(ended).rejects.toMatchObject({ code: 'session_locked' })
  })
})
