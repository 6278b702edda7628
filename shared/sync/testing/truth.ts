import { unitsOf } from '../../command/change.ts'
import { compareLogWithTables } from '../../command/fold.ts'
import { readChanges } from '../../command/recorder-changes.ts'
import { notebook } from '../../command/testing/notebook.ts'
import type { Envelope } from '../../contract/envelope.ts'
import type { Store } from '../../database/store.ts'
import { checksumsOf, differencesOf } from '../checksum.ts'
import { scopesOf } from '../scopes.ts'
import { simulatedAgency } from './sim-post.ts'
import type { Member, SimPost } from './sim-post.ts'

/** What must hold once everything is at rest (sync.md I), each line that does not in words. */
export async function whatIsWrong(server: Store, posts: readonly SimPost[], { typed, restored }: { typed: ReadonlyMap<string, Envelope>; restored: boolean }): Promise<string[]> {
  const wrong: string[] = []
  const report = (text: string): void => void wrong.push(text)
  for (const line of await compareLogWithTables(server, notebook)) report(`server: ${JSON.stringify(line)}`)
  await gapless(server, report)
  // After a restore a command may be judged by another log than the one that its user saw.
  if (!restored) await everyLossIsKept(server, typed, report)
  for (const sim of posts) await compare(server, sim, report)
  return wrong
}

type Report = (text: string) => void

async function gapless(server: Store, report: Report): Promise<void> {
  const seqs = (await server.kysely.selectFrom('change').select('seq').distinct().orderBy('seq').execute()).map(({ seq }) => seq)
  const gap = seqs.findIndex((seq, i) => seq !== i + 1)
  if (gap !== -1) report(`server: number ${gap + 1} is missing`)
}

/**
 * Reads the log once more, on its own: whoever overwrote a unit that had changed since he saw it, left a card. This is the rule of
 * sync.md B said a second time, without the code that applies it.
 */
async function everyLossIsKept(server: Store, typed: ReadonlyMap<string, Envelope>, report: Report): Promise<void> {
  const cards = new Set((await server.kysely.selectFrom('conflict').innerJoin('change', (join) => join.onRef('change.entityId', '=', 'conflict.id').on('change.kind', '=', 'create'))
    .select(['change.commandId', 'conflict.entityId', 'conflict.unit']).execute()).map((card) => `${card.commandId} ${card.entityId} ${card.unit}`))
  // One that found everything as it wanted it has a number and no change.
  const numbers = new Map((await server.kysely.selectFrom('command').select(['id', 'seq']).where('status', '=', 'applied').execute()).map(({ id, seq }) => [id, seq ?? 0]))
  const versions = new Map<string, number>()
  for (const change of await readChanges(server.kysely, server.dialect, simulatedAgency, 'decided')) {
    const entity = notebook.entities.get(change.entity)!
    const envelope = typed.get(change.commandId)
    if (change.kind === 'update' && change.entity === 'note' && envelope) for (const unit of unitsOf(entity, change.patch)) {
      const key = `${change.entityId}/${unit}`
      const field = entity.fields[entity.units.get(unit)![0]!]
      const after = envelope.after?.[key]
      const seen = Math.max(envelope.base?.[key] ?? Infinity, after === undefined ? 0 : (numbers.get(after) ?? 0))
      if (field.policy === 'arrival' && (versions.get(key) ?? 0) > seen && !cards.has(`${change.commandId} ${change.entityId} ${unit}`))
        report(`${change.commandId} overwrote ${unit} of ${change.entityId} at ${change.seq}, changed at ${versions.get(key)}, seen at ${seen}: no card`)
    }
    if (change.kind !== 'create') for (const unit of unitsOf(entity, change.patch)) versions.set(`${change.entityId}/${unit}`, change.seq!)
  }
}

async function compare(server: Store, sim: SimPost, report: Report): Promise<void> {
  const { store } = sim.place
  const left = await store.kysely.selectFrom('outbox').select('commandId').execute()
  if (left.length) report(`${sim.name}: ${left.length} commands still wait`)
  for (const line of await compareLogWithTables(store, notebook)) report(`${sim.name}: ${JSON.stringify(line)}`)
  for (const { table } of notebook.entities.values()) {
    const [here, there] = [await rowsOf(store, table, sim.actor), await rowsOf(server, table, sim.actor)]
    for (const [id, row] of there) if (here.get(id) !== row) report(`${sim.name}: ${table} ${id}\n  here   ${here.get(id)}\n  server ${row}`)
    for (const id of here.keys()) if (!there.has(id)) report(`${sim.name}: ${table} ${id} is nowhere else`)
  }
  const [mine, theirs] = [await checksumsOf(store.kysely, notebook, simulatedAgency, scopesOf(sim.actor)), await checksumsOf(server.kysely, notebook, simulatedAgency, scopesOf(sim.actor))]
  for (const difference of differencesOf(mine, theirs, notebook)) report(`${sim.name}: the sums differ ${JSON.stringify(difference)}`)
  for (const [id, { name }] of sim.saved) {
    const judged = await server.kysely.selectFrom('command').select('status').where('id', '=', id).executeTakeFirst()
    const laid = await store.kysely.selectFrom('attention').select('code').where('commandId', '=', id).executeTakeFirst()
    if (!judged && !laid) report(`${sim.name}: ${name} ${id} was saved and never reached the server`)
    else if (judged?.status === 'rejected' && !laid) report(`${sim.name}: ${name} ${id} was refused and nobody is told`)
  }
}

/** Rows as this member may hold them: what lies in other scopes is empty. */
async function rowsOf(store: Store, table: string, { role }: Member): Promise<Map<string, string>> {
  const rows = (await store.kysely.selectFrom(table as 'property').selectAll().execute()) as unknown as (Record<string, unknown> & { id: string; versions: string })[]
  const seen = rows.filter((row) => role !== 'agent' || row['scope'] !== 'management')
  return new Map(seen.map((row) => {
    const { fee, ...versions } = JSON.parse(row.versions) as Record<string, number>
    const all = role !== 'agent'
    return [row.id, stable({ ...row, versions: stable(all && fee !== undefined ? { ...versions, fee } : versions), ...(all || table !== 'note' ? {} : { fee: null, updatedAt: 0 }) })]
  }))
}

const stable = (value: object): string => JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))))
