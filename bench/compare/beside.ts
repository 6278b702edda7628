import { figure } from '../figures.ts'
import type { Figure } from '../figures.ts'
import type { Asked as AskedOfActual, Taken as TakenByActual } from './actual-client.ts'
import type { Asked as AskedOfPouch, Taken as TakenByPouch } from './pouchdb-client.ts'
import { freePort, startProgram } from './program.ts'

// Ours and theirs in turn, so that whatever else the machine does falls on both. The first round of each warms up and does not
// count. In a figure, the baseline is theirs and the ratio says how many times as quick ours is. Servers and clients of theirs
// are processes of their own, on disk, over HTTP on this machine.
const suite = 'sync'
type Rates = { pushed: number; pulled: number }
const rate = (rows: number, milliseconds: number): number => (rows / milliseconds) * 1000

/** @param ours pushes as many edits from one post and pulls them with another; rows a second. */
export async function* besidePouch(ours: () => Promise<Rates>, documents: number, rounds: number): AsyncGenerator<Figure> {
  const [server, client] = [startProgram('pouchdb-server.ts'), startProgram('pouchdb-client.ts')]
  try {
    const { url } = await server.ask<{ url: string }>({})
    const [own, theirs]: [Rates[], Rates[]] = [[], []]
    for (let round = 0; round <= rounds; round++) {
      const { pushed, pulled } = await client.ask<TakenByPouch>({ url, round, documents } satisfies AskedOfPouch)
      const mine = await ours()
      if (round === 0) continue
      theirs.push({ pushed: rate(documents, pushed), pulled: rate(documents, pulled) })
      own.push(mine)
    }
    const line = (what: string, of: keyof Rates) => figure(suite, what, 'rows/s', own.map((one) => one[of]), theirs.map((one) => one[of]))
    yield line(`${documents} edits pushed beside ${documents} documents by PouchDB`, 'pushed')
    yield line(`${documents} edits pulled beside ${documents} documents by PouchDB`, 'pulled')
  } finally {
    await client.stop()
    await server.stop()
  }
}

/**
 * A new device of Actual finds a file and the messages since it was uploaded, at most once in seven days: once with nearly
 * all in messages, once with all in the file.
 * @param ours a first sync; rows a second.
 */
export async function* besideActual(ours: () => Promise<number>, transactions: number, rounds: number): AsyncGenerator<Figure> {
  const port = await freePort()
  const server = startProgram('node_modules/@actual-app/sync-server/build/bin/actual-server.js', (directory) => ({ ACTUAL_DATA_DIR: directory, ACTUAL_HOSTNAME: '127.0.0.1', ACTUAL_PORT: String(port) }))
  const client = startProgram('actual-client.ts')
  const ask = (work: AskedOfActual['do']) => client.ask<TakenByActual>({ url: `http://127.0.0.1:${port}`, do: work, transactions } satisfies AskedOfActual)
  try {
    await ask('fill')
    for (const where of ['messages', 'a file'] as const) {
      const [own, theirs]: [number[], number[]] = [[], []]
      for (let round = 0; round <= rounds; round++) {
        const { taken } = await ask('download')
        const mine = await ours()
        if (round === 0) continue
        theirs.push(rate(transactions, taken))
        own.push(mine)
      }
      yield figure(suite, `first sync beside ${transactions} transactions in ${where} by Actual`, 'rows/s', own, theirs)
      if (where === 'messages') await ask('upload')
    }
  } finally {
    await client.stop()
    await server.stop()
  }
}
