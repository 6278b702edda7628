import { createRequire } from 'node:module'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Pouch } from './pouchdb-client.ts'

// express-pouchdb in a process of its own, with a LevelDB on disk; answers any message with the address it listens on.
const require = createRequire(import.meta.url)
const PouchDB = require('pouchdb') as Pouch
const expressPouch = require('express-pouchdb') as (pouch: Pouch, options: { mode: string }) => { listen(port: number, host: string, done: () => void): Server }

const listening = new Promise<string>((resolve) => {
  const server = expressPouch(PouchDB.defaults({ prefix: `${process.cwd()}/` }), { mode: 'minimumForPouchDB' })
    .listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
})
process.on('message', () => void (async () => process.send!({ url: await listening }))())
