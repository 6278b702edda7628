import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'

// Two replicas in one process, as our two posts are, each with a LevelDB on disk: one writes documents and pushes them, the
// other then pulls them.
export type Pouch = {
  new (name: string): Database
  defaults(options: { prefix: string }): Pouch
}
type Database = {
  bulkDocs(documents: readonly object[]): Promise<unknown>
  info(): Promise<{ doc_count: number }>
  replicate: { to(address: string, options: Options): Promise<unknown>; from(address: string, options: Options): Promise<unknown> }
  close(): Promise<void>
}
type Options = { batch_size: number }
export type Asked = { url: string; round: number; documents: number }
/** Milliseconds. */
export type Taken = { pushed: number; pulled: number }

const PouchDB = createRequire(import.meta.url)('pouchdb') as Pouch
// Ten times the default: faster for a pull of this size, and the same for a push.
const options: Options = { batch_size: 1_000 }

async function round({ url, round: number, documents }: Asked): Promise<Taken> {
  const [one, two, remote] = [new PouchDB(`one-${number}`), new PouchDB(`two-${number}`), `${url}/agency-${number}`]
  await one.bulkDocs(Array.from({ length: documents }, (_, n) => ({
    _id: randomUUID(), type: 'contact', name: `Contact ${n}`, email: `contact${n}@example.sn`, notes: `Rappeler, ${n}`, address: `Rue ${n}`, source: 'visite', firstName: 'Awa', lastName: `Diop ${n}`,
  })))
  await two.info()
  const begun = performance.now()
  await one.replicate.to(remote, options)
  const between = performance.now()
  await two.replicate.from(remote, options)
  const taken = { pushed: between - begun, pulled: performance.now() - between }
  const { doc_count: arrived } = await two.info()
  if (arrived !== documents) throw new Error(`${arrived} of ${documents} documents arrived`)
  await one.close()
  await two.close()
  return taken
}

process.on('message', (asked: Asked) => void (async () => process.send!(await round(asked)))())
