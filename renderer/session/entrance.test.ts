import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionView } from '../../shared/modules/core/model-views.ts'
import { AppError } from '../../shared/values/error.ts'
import type { Connected, Core } from '../core/connect.ts'
import { rememberAct, ownActs } from '../data/own-acts.ts'
import { createEntrance } from './entrance.ts'

const session = { token: 'a'.repeat(43), locked: false, member: { id: 'm', name: 'Awa' } } as unknown as SessionView

/** A connection that is up, and a core that answers what it is told to. */
function door(answers: { resume?: () => Promise<SessionView> } = {}) {
  const greetings: ((core: Core) => Promise<unknown>)[] = []
  const core = {
    setup: { state: async () => ({ state: 'ready', agencyName: 'Teranga', demo: null }) },
    session: { resume: answers.resume ?? (async () => session), signOut: async () => null, lock: async () => null },
    device: { settings: async () => ({ language: 'fr', theme: 'auto', navigationCollapsed: false, limitedConnection: false }), change: async () => ({}) },
  } as unknown as Core
  const connected = {
    core,
    connection: { state: () => 'connected', subscribe: () => () => undefined },
    onConnect: (greet: (core: Core) => Promise<unknown>) => greetings.push(greet),
  } as unknown as Connected
  const entrance = createEntrance(connected, new QueryClient())
  return {
    entrance,
    connect: async () => {
      for (const greet of greetings) await greet(core)
    },
  }
}

let kept: Map<string, string>
beforeEach(() => {
  kept = new Map()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})

describe('the door', () => {
  it('leads outside when nobody was signed in here', async () => {
    const { entrance, connect } = door()
    await connect()
    await entrance.open()
    expect(entrance.stage.get()).toMatchObject({ at: 'outside', setup: { agencyName: 'Teranga' } })
  })

  it('lets whoever was here come back in by the token of this window', async () => {
    kept.set('digit-hab.token', session.token)
    const { entrance, connect } = door()
    await connect()
    await entrance.open()
    expect(entrance.stage.get()).toMatchObject({ at: 'inside', locked: false })
  })

  it('forgets a token that the core no longer knows', async () => {
    kept.set('digit-hab.token', session.token)
    const { entrance, connect } = door({
      resume: async () => {
        throw new AppError('not_signed_in')
      },
    })
    await connect()
    await entrance.open()
    expect(entrance.stage.get().at).toBe('outside')
    expect(kept.size).toBe(0)
  })

  it('leads outside when the session is gone after the core came back', async () => {
    let ended = false
    const { entrance, connect } = door({
      resume: async () => {
        if (ended) throw new AppError('not_signed_in')
        return session
      },
    })
    entrance.enter(session)
    ended = true
    await connect()
    expect(entrance.stage.get().at).toBe('outside')
  })

  it('closes as soon as any call hears that the session is locked, and keeps who sat there', () => {
    const { entrance } = door()
    entrance.enter(session)
    entrance.heard(new AppError('session_locked'))
    expect(entrance.stage.get()).toMatchObject({ at: 'inside', locked: true, session: { member: { name: 'Awa' } } })
  })

  it('leaves nothing of a member behind on signing out', async () => {
    const { entrance } = door()
    entrance.enter(session)
    rememberAct('c')
    await entrance.signOut()
    expect(entrance.stage.get().at).toBe('outside')
    expect([kept.size, ownActs.get().length]).toEqual([0, 0])
  })
})
