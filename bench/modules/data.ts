import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoUsersFile } from '../../electron/core/demo-users.ts'
import { planDemo } from '../../electron/core/demo/plan.ts'
import type { DemoPlan, DemoStep } from '../../electron/core/demo/plan.ts'
import { databasePath } from '../../electron/core/workspace.ts'
import { createDispatcher } from '../../shared/command/dispatch.ts'
import { migrate } from '../../shared/database/migrate.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { refreshStatistics } from '../../shared/database/statistics.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { openCredentials } from '../../shared/modules/auth/credentials.ts'
import { business } from '../../shared/modules/business.ts'
import type { CommandInput } from '../../shared/contract/commands.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { keptAs } from '../desktop/data.ts'
import type { Data } from '../desktop/data.ts'

export type ModulesSize = { properties: number; clients: number }
type Command = Extract<DemoStep, { kind: 'command' }>

/** What happens to properties after they came in is no matter here: all of them can be had. */
const leftOut = /^property(?!\.create$)|^core\.undo$|^file\.|^savedView\./
/** Properties that the clients' story speaks of. */
const spokenOf = 3000
/** Rows of one transaction, where the order is free. */
const block = 200

/**
 * The people of a demonstration of so many clients (with their searches, leads, talks, notes and tasks, all by commands), and so many
 * properties of its market, every one to be had. Kept among the temporary files for the next run.
 */
export async function modulesData(size: ModulesSize, say: (line: string) => void): Promise<Data> {
  const now = Date.now()
  return keptAs(`modules-${size.properties}-${size.clients}`, ['bench/modules/data.ts', 'shared/modules/crm/projection.ts'], size.properties, async (directory) => {
    say(`Making ${size.clients} clients and ${size.properties} properties, once (some minutes)...`)
    const people = planDemo({ seed: 'modules', properties: Math.min(spokenOf, size.properties), clients: size.clients, photos: false, now })
    const market = planDemo({ seed: 'modules', properties: size.properties, clients: 100, photos: false, now })
    await write(databasePath(directory), people, market, now)
    writeFileSync(demoUsersFile(directory), JSON.stringify(people.members.map(({ email, password, role }) => ({ email, password, role }))), { mode: 0o600 })
    writeFileSync(join(directory, 'size.json'), JSON.stringify(size))
  })
}

async function write(path: string, people: DemoPlan, market: DemoPlan, end: number): Promise<void> {
  const database = openSqlite(path)
  database.pragma('synchronous = OFF')
  const store = sqliteStore(database)
  let now = 0
  const dispatcher = createDispatcher({ store, business, clock: () => now, mode: () => 'decide' })
  // All is typed by the one who may do everything, for those whose work it is: a transaction holds commands of one person.
  const [admin] = people.members
  const actor: Actor = { kind: 'member', agencyId: people.agencyId, memberId: admin!.id, role: 'admin' }
  const dispatch = async (steps: readonly Command[]) => {
    now = steps.at(-1)!.typedAt
    const envelopes = steps.map((step) => ({ commandId: step.commandId, name: step.name, version: business.commands.get(step.name)!.version, input: withOwner(step), typedAt: step.typedAt, deviceId: people.deviceId }))
    for (const outcome of await dispatcher.dispatch(envelopes, steps[0]!.name === 'agency.found' ? steps[0]!.actor : actor))
      if (outcome.status === 'rejected') throw new Error(`refused: ${JSON.stringify(outcome)}`)
  }
  try {
    await migrate(store)
    await store.kysely.insertInto('device').values({ id: people.deviceId, name: 'bench', createdAt: people.steps[0]!.typedAt }).execute()
    const told = people.steps.filter((step): step is Command => step.kind === 'command' && !leftOut.test(step.name)).map(available)
    const spoken = new Set(told.map(idOf))
    // Ids of commands are numbers of the story: what is told beside it takes others.
    const others = market.steps.filter((step): step is Command => step.kind === 'command' && step.name === 'property.create' && !spoken.has(idOf(step))).map((step) => ({ ...available(step), commandId: idOf(step) }))
    await dispatch(told.slice(0, 1))
    const all = [...told.slice(1), ...others]
    for (let from = 0; from < all.length; from += block) await dispatch(all.slice(from, from + block))
    const credentials = openCredentials(store, () => end)
    for (const member of people.members) await credentials.set(member.accountId, member, member.password, { mustChange: false })
    refreshStatistics(database)
    database.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    await store.close()
  }
}

const idOf = (step: Command): string => (step.input as { id: string }).id

function available(step: Command): Command {
  if (step.name !== 'property.create') return step
  const input = step.input as CommandInput<'property.create'>
  return { ...step, input: { ...input, status: 'available', values: { ...input.values, agentId: memberOf(step) } } satisfies CommandInput<'property.create'> }
}

function withOwner(step: Command): unknown {
  if (step.name === 'interaction.create') return { ...(step.input as CommandInput<'interaction.create'>), agentId: memberOf(step) }
  return step.name === 'task.create' ? { ...(step.input as CommandInput<'task.create'>), assigneeId: memberOf(step) } : step.input
}

const memberOf = ({ actor }: Command): string | null => (actor.kind === 'member' ? actor.memberId : null)
