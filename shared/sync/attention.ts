import type { Business } from '../command/define.ts'
import type { Dispatcher } from '../command/dispatch.ts'
import { undoInput } from '../modules/core/model.ts'
import { casesOf } from '../modules/core/attention-cases.ts'
import type { Envelope, Outcome } from '../contract/envelope.ts'
import type { MachineryTables } from '../database/schema.ts'
import type { Executor, Store } from '../database/store.ts'
import { actorId } from '../values/actor.ts'
import type { Actor } from '../values/actor.ts'
import { AppError, isErrorCode } from '../values/error.ts'

/** What is done about commands that the server refused (sync.md F). Whatever is done, the refused one stays readable. */

export type AttentionParts = {
  store: Store
  business: Business
  dispatcher: Dispatcher
  clock: () => number
  newId: () => string
  /** The post that types. */
  deviceId: string
}
/** What is sent in the place of what was typed. */
export type Corrected = { name: string; input: unknown }
type Laid = MachineryTables['attention']

/** Gives a case up: the refused command and all that builds on it. Again on one that is closed: nothing. */
export async function giveUp({ store, business }: Pick<AttentionParts, 'store' | 'business'>, actor: Actor, commandId: string): Promise<void> {
  await store.kysely.transaction().execute(async (executor) => {
    const { rows } = await caseOf(executor, business, actor, commandId, 'attention.giveUp')
    for (const row of rows) await close(executor, actor.agencyId, row.commandId, { state: 'given_up' })
  })
}

/** Takes up again what was given up, with all that was given up of what builds on it. On another: nothing. */
export async function takeUp({ store, business }: Pick<AttentionParts, 'store' | 'business'>, actor: Actor, commandId: string): Promise<void> {
  await store.kysely.transaction().execute(async (executor) => {
    const { mine } = await laidBefore(executor, business, actor, commandId, 'attention.takeUp')
    const again = new Set([commandId])
    for (const row of mine) if (row.blockedBy !== null && again.has(row.blockedBy)) again.add(row.commandId)
    for (const id of again)
      await executor.updateTable('attention').set({ state: 'open' }).where('agencyId', '=', actor.agencyId).where('commandId', '=', id).where('state', '=', 'given_up').execute()
  })
}

/**
 * Sends a case again in the order it was typed, each command under a new id and on what is here now; the first as corrected
 * where it was. Ends at the first that is refused: it and the rest stay open. What came of those sent, as of any command.
 */
export async function sendAgain(parts: AttentionParts, actor: Actor, commandId: string, corrected: Corrected | null): Promise<Outcome[]> {
  const { store, business, dispatcher, clock, newId, deviceId } = parts
  const { rows, sentAs } = await caseOf(store.kysely, business, actor, commandId, 'attention.sendAgain')
  // The same wish once more, as after a line that broke: it is done already.
  if (sentAs !== null) return [{ commandId: sentAs, status: 'duplicate', seq: null }]
  const outcomes: Outcome[] = []
  const newIds = new Map<string, string>()
  for (const [i, row] of rows.entries()) {
    const typed = JSON.parse(row.envelope) as Envelope
    const { name, input } = i === 0 && corrected ? corrected : { name: typed.name, input: pointedAnew(typed, newIds) }
    const envelope: Envelope = { commandId: newId(), name, version: business.commands.get(name)?.version ?? typed.version, input, typedAt: clock(), deviceId }
    const [outcome] = await dispatcher.dispatch([envelope], actor, async (executor, [done]) => {
      if (done!.status !== 'rejected') await close(executor, actor.agencyId, row.commandId, { state: 'sent_again', sentAs: envelope.commandId })
    })
    outcomes.push(outcome!)
    if (outcome!.status === 'rejected') {
      if (i === 0) throw new AppError(isErrorCode(outcome!.code) ? outcome!.code : 'internal', outcome!.params)
      return outcomes
    }
    newIds.set(row.commandId, envelope.commandId)
  }
  return outcomes
}

/** An undo names the command that it undoes, which has another id now. */
function pointedAnew({ name, input }: Envelope, newIds: ReadonlyMap<string, string>): unknown {
  if (name !== 'core.undo') return input
  const { commandId } = undoInput.parse(input)
  return { commandId: newIds.get(commandId) ?? commandId }
}

/** Everything laid aside that this actor may do something about, and the one that is asked for. */
async function laidBefore(executor: Executor, business: Business, actor: Actor, commandId: string, action: string): Promise<{ mine: Laid[]; asked: Laid }> {
  const level = business.rightOf(actor, action)
  if (level === 'none') throw new AppError('forbidden', { action })
  const all = await executor.selectFrom('attention').selectAll().where('agencyId', '=', actor.agencyId).orderBy('localSeq').execute()
  const asked = all.find((row) => row.commandId === commandId)
  if (!asked) throw new AppError('not_found', { entity: 'attention', id: commandId })
  const mine = level === 'own' ? all.filter((row) => actorId(JSON.parse(row.actor) as Actor) === actorId(actor)) : all
  if (!mine.includes(asked)) throw new AppError('forbidden', { action })
  return { mine, asked }
}

async function caseOf(executor: Executor, business: Business, actor: Actor, commandId: string, action: string): Promise<{ rows: Laid[]; sentAs: string | null }> {
  const { mine, asked } = await laidBefore(executor, business, actor, commandId, action)
  if (asked.state !== 'open') return { rows: [], sentAs: asked.sentAs }
  const found = casesOf(mine, (row) => row).find(({ root, dependents }) => [root, ...dependents].includes(asked))!
  return { rows: [found.root, ...found.dependents], sentAs: null }
}

async function close(executor: Executor, agencyId: string, commandId: string, how: Pick<Laid, 'state'> & Partial<Pick<Laid, 'sentAs'>>): Promise<void> {
  await executor.updateTable('attention').set(how).where('agencyId', '=', agencyId).where('commandId', '=', commandId).where('state', '=', 'open').execute()
}
