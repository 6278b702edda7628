import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenStore } from '../../command/testing/stores.ts'
import { migrate } from '../migrate.ts'
import type { Store } from '../store.ts'

const step = '0020-platform'

/** The tables of the platform, on whichever database `open` gives (empty, not migrated). */
export function platformSuite(kind: string, open: OpenStore, able = true): void {
  describe.runIf(able)(`migration ${step} on ${kind}`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(async () => store.close())
    const raw = () => store.kysely.withoutPlugins()

    it('people, agencies and members from before keep what they had, and get empty new fields', async () => {
      await migrate(store, { upTo: '0010-foundation' })
      await sql`insert into account (id, email, name, created_at) values ('a', 'awa@example.sn', 'Awa', 1)`.execute(raw())
      await sql`insert into agency (agency_id, id, created_at, created_by, updated_at, versions, name, address) values ('g', 'g', 1, 'm', 1, '{}', 'Lagune', 'Plateau')`.execute(raw())
      await sql`insert into member (agency_id, id, created_at, created_by, updated_at, versions, account_id, position) values ('g', 'm', 1, 'm', 1, '{}', 'a', 'Agent')`.execute(raw())
      await migrate(store, { upTo: step })
      expect((await sql`select email, name, username, operator from account`.execute(raw())).rows).toEqual([{ email: 'awa@example.sn', name: 'Awa', username: null, operator: null }])
      expect((await sql`select name, address, address_line2, commission_rate from agency`.execute(raw())).rows).toEqual([{ name: 'Lagune', address: 'Plateau', address_line2: null, commission_rate: null }])
      expect((await sql`select position, department from member`.execute(raw())).rows).toEqual([{ position: 'Agent', department: null }])
    })

    it('begins with the four plans', async () => {
      await migrate(store)
      const plans = await store.kysely.selectFrom('plan').select(['name', 'days', 'maxAgents']).orderBy('position').execute()
      expect(plans).toEqual([
        { name: 'trial', days: 30, maxAgents: 5 }, { name: 'basic', days: 365, maxAgents: 5 }, { name: 'premium', days: 365, maxAgents: 20 }, { name: 'enterprise', days: 365, maxAgents: null },
      ])
    })

    it('a username, a licence and a favourite are there once; empty ones do not meet', async () => {
      await migrate(store)
      const account = (id: string, username: string | null) => store.kysely.insertInto('account').values({ id, email: `${id}@example.sn`, name: id, createdAt: 1, username }).execute()
      await account('a', 'awa')
      await account('b', null)
      await account('c', null)
      await expect(account('d', 'awa')).rejects.toThrow()
      const favourite = { accountId: 'a', agencyId: 'g', propertyId: 'p', createdAt: 1 }
      await store.kysely.insertInto('favourite').values({ ...favourite, id: '1' }).execute()
      await expect(store.kysely.insertInto('favourite').values({ ...favourite, id: '2' }).execute()).rejects.toThrow()
    })
  })
}
