import { AppError } from '../../../shared/values/error.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { accountById } from '../../identity/accounts.ts'
import { ask } from '../../house.ts'
import type { House } from '../../house.ts'
import { memberActor } from '../caller.ts'
import type { Account } from '../caller.ts'

/**
 * As whom somebody asks about clients: a member in his agency; anybody else as the client of each agency that knows him. An account
 * is linked to the contacts that have its e-mail, once that address was proven: an agency wrote it down, and he has its mailbox. So
 * nothing has to be kept in step, and whoever changes his address to another's must first read that one's letters.
 */
export async function seatsOf(house: House, caller: Account): Promise<Actor[]> {
  if (caller.member && !caller.suspended) return [memberActor({ member: caller.member })]
  const { email, verifiedAt } = await accountById(house, caller.accountId)
  if (verifiedAt === null) return []
  const { kysely } = house.reading
  // By agency, so that each is found through its index of addresses.
  const rows = await kysely.selectFrom('contact').select(['agencyId', 'id']).where('agencyId', 'in', kysely.selectFrom('agency').select('id')).where('email', '=', email).where('deletedAt', 'is', null)
    .where('mergedInto', 'is', null).orderBy('agencyId').orderBy('id').execute()
  return [...Map.groupBy(rows, ({ agencyId }) => agencyId)].map(([agencyId, of]) => ({ kind: 'client', agencyId, accountId: caller.accountId, contactIds: of.map(({ id }) => id) }))
}

/** As whom he asks about this client. Throws `not_found` for one who is not his to know. */
export async function seatFor(house: House, caller: Account, contactId: string): Promise<Actor> {
  const seat = (await seatsOf(house, caller)).find((one) => one.kind === 'member' || (one.kind === 'client' && one.contactIds.includes(contactId)))
  if (!seat) throw new AppError('not_found', { entity: 'contact', id: contactId })
  return seat
}

type Page<Row> = { rows: Row[]; count: number }

/** A page over all of his seats, agency by agency. */
export async function pageOver<Row>(house: House, seats: readonly Actor[], query: string, asked: { offset: number; limit: number }): Promise<Page<Row>> {
  const all: Page<Row> = { rows: [], count: 0 }
  let skip = asked.offset
  for (const seat of seats) {
    const { rows, count } = await ask<Page<Row>>(house, seat, query, { ...asked, offset: skip, limit: asked.limit - all.rows.length })
    all.rows.push(...rows)
    all.count += count
    skip = Math.max(0, skip - count)
  }
  return all
}

/** The one row that has this id, with the seat from which it is seen. Throws `not_found`. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the row of the query that is named
export async function oneOver<Row>(house: House, caller: Account, query: string, asked: { id: string }, entity: string): Promise<{ row: Row; seat: Actor }> {
  for (const seat of await seatsOf(house, caller)) {
    const [row] = (await ask<Page<Row>>(house, seat, query, { ...asked, offset: 0, limit: 1 })).rows
    if (row) return { row, seat }
  }
  throw new AppError('not_found', { entity, id: asked.id })
}

/** That there is such a contact in the agency. Throws `not_found`, also for one that was taken away. */
export async function mustKnow(house: House, actor: Actor, contactId: string): Promise<void> {
  try {
    await ask(house, actor, 'contacts.get', { id: contactId })
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') throw new AppError('not_found', { entity: 'contact', id: contactId }, { cause: error })
    throw error
  }
}
