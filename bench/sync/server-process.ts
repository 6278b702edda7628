import type { AddressInfo } from 'node:net'
import { addImportRows, startImport } from '../../shared/modules/properties/commands-import.ts'
import type { Actor, Role } from '../../shared/values/actor.ts'
import { readConfig } from '../../server/config.ts'
import { newId, say } from '../../server/house.ts'
import { createServerLog } from '../../server/log.ts'
import { openServer } from '../../server/open.ts'

// The server in a process of its own, as the operator runs it, with one agency in it. Told by whoever forked it how much that
// agency holds and who works there; answers where it listens, and how much of a core it used since it was asked last.
export type Told = { properties: number; people: number }
export type Person = { accountId: string; memberId: string; role: Role; token: string }
export type Ready = { url: string; agencyId: string; people: Person[] }

const opened = await openServer(readConfig({ HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_SCALE: '0', LOG_LEVEL: 'error', DRAIN_SECONDS: '0', ...process.env }), createServerLog('error'))
const { house } = opened

async function prepare({ properties, people }: Told): Promise<Ready> {
  const agencyId = newId(house)
  const job: Actor = { kind: 'job', agencyId, name: 'bench' }
  const now = house.clock()
  const staff: Person[] = []
  for (let n = 0; n < people; n++) {
    const [accountId, memberId, role] = [newId(house), newId(house), n === 0 ? 'admin' as const : 'manager' as const]
    const email = `person${n}@bench.sn`
    await house.store.kysely.insertInto('account').values({ id: accountId, email, name: `Person ${n}`, verifiedAt: now, createdAt: now, updatedAt: now } as never).execute()
    if (n === 0) await say(house, job, 'agency.found', { agencyId, name: 'Agence', referencePrefix: 'BEN', admin: { memberId, accountId, email, name: 'Person 0' } })
    if (n === 0) await house.store.kysely.insertInto('subscription').values({ agencyId, plan: 'enterprise', licenseNumber: 'BENCH', startsAt: now, endsAt: now + 365 * 86_400_000,
      maxAgents: null, maxProperties: null, maxClients: null, suspendedAt: null, suspendedReason: null, createdAt: now, updatedAt: now }).execute()
    if (n > 0) await say(house, job, 'member.create', { id: memberId, accountId, email, name: `Person ${n}`, role })
    const { access } = await house.services.sessions.begin(accountId, { deviceName: 'bench', userAgent: null, address: null })
    staff.push({ accountId, memberId, role, token: access })
  }
  if (properties > 0) await fill({ kind: 'member', agencyId, memberId: staff[0]!.memberId, role: 'admin' }, properties)
  return { url: `http://127.0.0.1:${(opened.server.address() as AddressInfo).port}`, agencyId, people: staff }
}

/** Properties as an import brings them, with one and two amenities in turn: five rows for two of them. */
async function fill(actor: Actor, properties: number): Promise<void> {
  const batchId = newId(house)
  const envelope = (name: string, input: unknown) => ({ commandId: newId(house), name, version: 1, input, typedAt: house.clock(), deviceId: batchId })
  await house.dispatcher.dispatch([envelope(startImport.name, { id: batchId, fileName: 'listings.csv', rows: properties })], actor)
  for (let from = 0; from < properties; from += 100) {
    const rows = Array.from({ length: Math.min(100, properties - from) }, (_, i) => ({
      id: newId(house), line: from + i + 1, amenities: i % 2 ? ['parking'] : ['parking', 'terrace'],
      values: { title: `Appartement ${from + i} à Mermoz, vue sur mer`, kind: 'apartment', transaction: 'rent', priceAmount: 100_000 + from + i, surfaceArea: 90, bedrooms: 3, quartier: 'Mermoz', commune: 'Mermoz-Sacré-Cœur', description: 'Bel appartement lumineux, proche des écoles et du marché.' },
    }))
    const [outcome] = await house.dispatcher.dispatch([envelope(addImportRows.name, { batchId, rows })], actor)
    if (outcome!.status !== 'applied') throw new Error(`not filled: ${JSON.stringify(outcome)}`)
  }
}

let usage = process.cpuUsage()
process.on('message', (message: Told | 'cpu') => void (async () => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage(usage)
    usage = process.cpuUsage()
    process.send!({ cpu: (user + system) / 1000 })
  } else process.send!(await prepare(message))
})())
const stop = async (): Promise<void> => {
  await opened.close()
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
process.once('disconnect', () => void stop())
process.send!('open')
