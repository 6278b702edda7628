import { createHash, randomBytes } from 'node:crypto'
import type { Committed } from '../../shared/command/dispatch.ts'
import { loadRow } from '../../shared/command/recorder-rows.ts'
import type { Store } from '../../shared/database/store.ts'
import { agency, member, rightsOf } from '../../shared/modules/auth/index.ts'
import type { Agency, Member } from '../../shared/modules/auth/model.ts'
import type { SessionView } from '../../shared/modules/core/model-views.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'

/** Who is signed in on which connection. The core holds it, never the page; two windows may be two people. */
export type Session = {
  readonly id: string
  readonly token: string
  /** The member's: another one once his agency has been brought to a server. */
  accountId: string
  readonly memberId: string
  readonly agencyId: string
  touchedAt: number
  /** When `touchedAt` was last written down. */
  keptAt: number
  locked: boolean
  mustChangePassword: boolean
  /** As last read; read again after the row changed, so that a new role counts from the next call on. */
  member: Member
  agency: Agency
}

export type Sessions = ReturnType<typeof openSessions>

/** How long a token may be taken up again after its connection went: a reload, a restart of the core. */
const resumable = 12 * 3_600_000
const keptEvery = 20_000

export function openSessions(store: Store, deviceId: string, clock: () => number) {
  const db = store.kysely
  const live = new Map<string, Session>()

  const lockAt = (session: Session): number => session.touchedAt + session.agency.lockAfterMinutes * 60_000

  async function readPeople(agencyId: string, memberId: string): Promise<{ member: Member; agency: Agency }> {
    const [person, house] = [await loadRow(db, store.dialect, member, agencyId, memberId), await loadRow(db, store.dialect, agency, agencyId, agencyId)]
    if (!person || !house) throw new AppError('not_signed_in')
    return { member: person as unknown as Member, agency: house as unknown as Agency }
  }

  async function end(session: Session): Promise<void> {
    live.delete(session.id)
    await db.updateTable('session').set({ endedAt: clock() }).where('id', '=', session.id).execute()
  }

  return {
    async begin(accountId: string, mustChangePassword: boolean): Promise<Session> {
      const row = await db.selectFrom('member').select(['agencyId', 'id']).where('accountId', '=', accountId).where('active', '=', 1).where('deletedAt', 'is', null).executeTakeFirst()
      if (!row) throw new AppError('forbidden', { action: 'session.signIn' })
      const token = randomBytes(32).toString('base64url')
      const now = clock()
      const session: Session = {
        id: hashOf(token).slice(0, 32), token, accountId, memberId: row.id, agencyId: row.agencyId, touchedAt: now, keptAt: now, locked: false, mustChangePassword,
        ...(await readPeople(row.agencyId, row.id)),
      }
      await db.insertInto('session').values({
        id: session.id, tokenHash: hashOf(token), accountId, memberId: row.id, agencyId: row.agencyId, createdAt: now, touchedAt: now, locked: 0, endedAt: null,
      }).execute()
      live.set(session.id, session)
      return session
    },

    /** The session of this token, if it has not ended; it comes back locked when it was away too long. Throws `not_signed_in`. */
    async resume(token: string): Promise<Session> {
      const known = live.get(hashOf(token).slice(0, 32))
      if (known && isThere(known.member)) return known
      const row = await db.selectFrom('session').selectAll().where('tokenHash', '=', hashOf(token)).where('endedAt', 'is', null).executeTakeFirst()
      if (!row || clock() - row.touchedAt > resumable) throw new AppError('not_signed_in')
      const people = await readPeople(row.agencyId, row.memberId)
      const { accountId } = people.member
      const credential = await db.selectFrom('credential').select('mustChange').where('accountId', '=', accountId).executeTakeFirst()
      const session: Session = {
        id: row.id, token, accountId, memberId: row.memberId, agencyId: row.agencyId, touchedAt: row.touchedAt, keptAt: row.touchedAt, locked: row.locked === 1,
        mustChangePassword: credential?.mustChange === 1, ...people,
      }
      if (!isThere(session.member)) throw new AppError('not_signed_in')
      live.set(session.id, session)
      return session
    },

    /** Whether it goes on: neither signed out nor ended by a new password, and its member still of the agency. */
    isLive: (session: Session): boolean => live.has(session.id) && isThere(session.member),

    /** Who acts, if he may act now. Throws `not_signed_in` or `session_locked`. */
    actorOf(session: Session | null): Actor & { kind: 'member' } {
      if (!session || !live.has(session.id) || !isThere(session.member)) throw new AppError('not_signed_in')
      if (clock() > lockAt(session)) session.locked = true
      if (session.locked) throw new AppError('session_locked')
      return { kind: 'member', agencyId: session.agencyId, memberId: session.memberId, role: session.member.role }
    },

    /** Somebody is there. A locked session stays locked. */
    async touch(session: Session): Promise<number> {
      if (clock() > lockAt(session)) session.locked = true
      if (session.locked) throw new AppError('session_locked')
      session.touchedAt = clock()
      // Each edit touches; writing that down each time would cost a second commit.
      if (session.touchedAt - session.keptAt >= keptEvery) {
        session.keptAt = session.touchedAt
        await db.updateTable('session').set({ touchedAt: session.touchedAt }).where('id', '=', session.id).execute()
      }
      return lockAt(session)
    },

    async setLocked(session: Session, locked: boolean): Promise<void> {
      session.locked = locked
      if (!locked) session.touchedAt = clock()
      await db.updateTable('session').set({ locked: locked ? 1 : 0, touchedAt: session.touchedAt }).where('id', '=', session.id).execute()
    },

    end,

    /** All other sessions of an account: after its password changed. */
    async endOthers(accountId: string, except: string | null): Promise<void> {
      for (const session of [...live.values()]) if (session.accountId === accountId && session.id !== except) await end(session)
      await db.updateTable('session').set({ endedAt: clock() }).where('accountId', '=', accountId).where('id', '!=', except ?? '').where('endedAt', 'is', null).execute()
    },

    /**
     * A member's role or the agency's settings changed: whoever is signed in goes on with the new ones, from the very next
     * call. The change itself says them, so that nothing is read and nobody slips through meanwhile.
     */
    follow({ agencyId, changes }: Committed): void {
      for (const { entity, entityId, patch } of changes) {
        if (entity !== 'member' && entity !== 'agency') continue
        for (const session of live.values()) {
          if (session.agencyId !== agencyId) continue
          if (entity === 'member' && session.memberId === entityId) session.member = { ...session.member, ...patch }
          if (entity === 'agency' && session.agencyId === entityId) session.agency = { ...session.agency, ...patch }
        }
      }
    },

    /** Reads again who is signed in, after many rows came from elsewhere; whoever is no longer of the agency is out. */
    async readAgain(): Promise<void> {
      for (const session of [...live.values()]) {
        const [person, house] = [await loadRow(db, store.dialect, member, session.agencyId, session.memberId), await loadRow(db, store.dialect, agency, session.agencyId, session.agencyId)]
        if (person && house) Object.assign(session, { member: person, agency: house, accountId: (person as unknown as Member).accountId })
        if (!person || !isThere(session.member)) await end(session)
      }
    },

    /** A member has another account: his sessions go on under it. */
    async moveAccount(before: string, after: string): Promise<void> {
      await db.updateTable('session').set({ accountId: after }).where('accountId', '=', before).execute()
    },

    /** The data under them were replaced: everybody signs in again. */
    async endAll(): Promise<void> {
      live.clear()
      await db.updateTable('session').set({ endedAt: clock() }).where('endedAt', 'is', null).execute()
    },

    view(session: Session): SessionView {
      const { member: person, agency: house } = session
      return {
        token: session.token,
        member: { id: person.id, name: person.name, email: person.email, role: person.role, phone: person.phone, position: person.position },
        agency: {
          id: house.id, name: house.name, currency: house.currency, zone: house.zone, country: house.country, referencePrefix: house.referencePrefix,
          lockAfterMinutes: house.lockAfterMinutes,
        },
        deviceId, locked: session.locked || clock() > lockAt(session), lockAt: lockAt(session), mustChangePassword: session.mustChangePassword, rights: rightsOf(person.role),
      }
    },
  }
}

const isThere = (person: Member): boolean => person.active && person.deletedAt === null

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
