import type { Envelope, Outcome } from '../../contract/envelope.ts'
import type { Store } from '../../database/store.ts'
import type { Actor } from '../../values/actor.ts'
import { idFrom } from '../canonical.ts'
import type { Business } from '../define.ts'
import { createDispatcher } from '../dispatch.ts'
import type { Dispatcher } from '../dispatch.ts'

/** A dispatcher with a clock of its own and short ways to say a command: what the tests type on. */
export type TestDesk = {
  readonly store: Store
  readonly dispatcher: Dispatcher
  readonly agencyId: string
  now: number
  mode: 'decide' | 'predict'
  readonly admin: Actor
  agent(n: number): Actor & { kind: 'member' }
  envelope(name: string, input: unknown, more?: Partial<Envelope>): Envelope
  /** Dispatches one command; the outcome whatever it is. */
  say(name: string, input: unknown, actor?: Actor, more?: Partial<Envelope>): Promise<Outcome>
  /** Dispatches one command that must work. */
  act(name: string, input: unknown, actor?: Actor, more?: Partial<Envelope>): Promise<Outcome>
}

export const testId = (...parts: (string | number)[]): string => idFrom('test', ...parts.map(String))

export function openDesk(store: Store, business: Business, agency = 'agency'): TestDesk {
  const agencyId = testId(agency)
  let typed = 0
  const desk: TestDesk = {
    store,
    agencyId,
    now: Date.UTC(2026, 10, 23, 9, 0),
    mode: 'decide',
    dispatcher: createDispatcher({ store, business, clock: () => desk.now, mode: () => desk.mode }),
    admin: { kind: 'member', agencyId, memberId: testId('member', 'admin'), role: 'admin' },
    agent: (n) => ({ kind: 'member', agencyId, memberId: testId('member', n), role: 'agent' }),
    envelope: (name, input, more = {}) => ({
      commandId: testId(agency, 'command', ++typed), name, version: business.commands.get(name)?.version ?? 1, input, typedAt: desk.now, deviceId: testId('device'), ...more,
    }),
    say: async (name, input, actor = desk.admin, more = {}) => (await desk.dispatcher.dispatch([desk.envelope(name, input, more)], actor))[0]!,
    act: async (name, input, actor, more) => {
      const outcome = await desk.say(name, input, actor, more)
      if (outcome.status === 'rejected') throw new Error(`${name} was rejected: ${outcome.code} ${JSON.stringify(outcome.params)}`)
      return outcome
    },
  }
  return desk
}
