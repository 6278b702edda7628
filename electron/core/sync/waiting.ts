import type { Envelope } from '../../../shared/contract/envelope.ts'
import type { Store } from '../../../shared/database/store.ts'
import type { WaitingCommand } from '../../../shared/modules/core/model-views.ts'
import type { Actor } from '../../../shared/values/actor.ts'

/** Shown at once; who wants more sends them. */
const mostShown = 100

/** How many commands wait for the server, and the first of them with what they are about. */
export async function waitingCommands({ kysely: db }: Store, agencyId: string): Promise<{ count: number; first: WaitingCommand[] }> {
  const waiting = db.selectFrom('outbox').where('agencyId', '=', agencyId).where('result', 'is', null)
  const { n } = await waiting.select((row) => row.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const rows = await waiting.select(['commandId', 'envelope', 'actor']).orderBy('localSeq').limit(mostShown).execute()
  if (!rows.length) return { count: 0, first: [] }
  const changes = await db.selectFrom('change').select(['commandId', 'entity', 'entityId']).where('agencyId', '=', agencyId).where('commandId', 'in', rows.map((row) => row.commandId))
    .where('n', '=', 0).execute()
  const about = new Map(changes.map((change) => [change.commandId, change]))
  const titles = await titlesOf(db, agencyId, [...new Set(changes.map(({ entityId }) => entityId))])
  const people = new Map((await db.selectFrom('member').select(['id', 'name']).where('agencyId', '=', agencyId).execute()).map(({ id, name }) => [id, name]))
  return {
    count: Number(n),
    first: rows.map(({ commandId, envelope: text, actor }) => {
      const { name, typedAt } = JSON.parse(text) as Envelope
      const said = JSON.parse(actor) as Actor
      const change = about.get(commandId)
      return {
        commandId, name, typedAt, entity: change?.entity ?? null, entityId: change?.entityId ?? null, title: titles.get(change?.entityId ?? '') ?? null,
        by: 'memberId' in said ? (people.get(said.memberId ?? '') ?? null) : null,
      }
    }),
  }
}

/** What the server refused and nobody has given up or sent again. */
export async function countRefused({ kysely }: Store, agencyId: string): Promise<number> {
  const { n } = await kysely.selectFrom('attention').select((row) => row.fn.countAll<number>().as('n')).where('agencyId', '=', agencyId).where('state', '=', 'open').executeTakeFirstOrThrow()
  return Number(n)
}

/** What these rows are called, where they have a name; the parts of a property are called as it is. */
async function titlesOf(db: Store['kysely'], agencyId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const [properties, contacts, members, documents, batches, photos] = await Promise.all([
    db.selectFrom('property').select(['id', 'title as name']).where('agencyId', '=', agencyId).where('id', 'in', ids).execute(),
    db.selectFrom('contact').select(['id', 'name']).where('agencyId', '=', agencyId).where('id', 'in', ids).execute(),
    db.selectFrom('member').select(['id', 'name']).where('agencyId', '=', agencyId).where('id', 'in', ids).execute(),
    db.selectFrom('propertyDocument').select(['id', 'title as name']).where('agencyId', '=', agencyId).where('id', 'in', ids).execute(),
    db.selectFrom('importBatch').select(['id', 'fileName as name']).where('agencyId', '=', agencyId).where('id', 'in', ids).execute(),
    db.selectFrom('propertyPhoto').innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'propertyPhoto.agencyId').onRef('property.id', '=', 'propertyPhoto.propertyId'))
      .select(['propertyPhoto.id', 'property.title as name']).where('propertyPhoto.agencyId', '=', agencyId).where('propertyPhoto.id', 'in', ids).execute(),
  ])
  return new Map([...properties, ...contacts, ...members, ...documents, ...batches, ...photos].map(({ id, name }) => [id, name]))
}
