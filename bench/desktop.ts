import { stat } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ImportProgress } from '../shared/contract/index.ts'
import type { SessionView } from '../shared/modules/core/model-views.ts'
import { databasePath } from '../electron/core/workspace.ts'
import { newId, startCore } from './desktop/core.ts'
import type { RunningCore } from './desktop/core.ts'
import { copyOf, keptData } from './desktop/data.ts'
import { generator, writeListingFile } from './desktop/listing-file.ts'
import { startPlain } from './desktop/plain-client.ts'
import type { PlainProcess } from './desktop/plain-client.ts'
import { broad, commonWords, everything, four, listQuestions, misspeltWords, repeated, selective } from './desktop/questions.ts'
import type { FilterSet, ListQuestion } from './desktop/questions.ts'
import { measureStarts } from './desktop/start.ts'
import { figure, timeEach } from './figures.ts'
import type { Figure, Suite, Unit } from './figures.ts'

const name = 'desktop'
const sizes = {
  whole: { properties: 100_000, clients: 5_000, importRows: 20_000, imports: 3, started: { properties: 20_000, clients: 1_000 }, starts: 7, rounds: 10, each: 200 },
  quick: { properties: 5_000, clients: 250, importRows: 2_000, imports: 1, started: { properties: 2_000, clients: 100 }, starts: 2, rounds: 2, each: 40 },
}

/**
 * The desktop with 100,000 properties. Every figure is taken on this side of the contract: what a page would wait. The
 * baseline is the plainest better-sqlite3 code (desktop/plain*.ts) on the same file, taken right after each of ours.
 */
export const desktop: Suite = {
  name,
  async *run({ quick, say }) {
    const size = quick ? sizes.quick : sizes.whole
    const kept = await keptData({ properties: size.properties, clients: size.clients }, say)
    const started = await keptData(size.started, say)
    say(`${size.properties} properties, ${Math.round((await stat(databasePath(kept.directory))).size / 1e6)} MB`)

    const copy = copyOf(kept)
    const core = await startCore(copy.directory)
    const plain = await startPlain(databasePath(copy.directory))
    try {
      const session = await core.client.session.signIn({ email: copy.users[0]!.email, password: copy.users[0]!.password })
      const bench: Bench = { core, plain, session, directory: copy.directory, ...size }
      yield* lists(bench)
      yield* searches(bench)
      yield* records(bench)
      yield* edits(bench)
      yield* imports(bench)
      yield await memory(bench)
    } finally {
      await core.stop()
      await plain.stop()
      copy.remove()
    }
    const other = copyOf(started)
    try {
      const { core: ours, plain: theirs, painted } = await measureStarts(other, size.starts, say)
      yield result('start until today is answered', 'ms', ours, theirs)
      if (painted) yield result('start until today is painted', 'ms', painted, null)
    } finally {
      other.remove()
    }
  },
}

type Bench = { core: RunningCore; plain: PlainProcess; session: SessionView; directory: string } & typeof sizes.whole

const result = (what: string, unit: Unit, samples: readonly number[], plain: readonly number[] | null): Figure => figure(name, what, unit, samples, plain)

/** Ours, then the plain code, each warmed by one question of every sort. */
async function compare<T>({ plain, core }: Bench, what: string, inputs: readonly T[], rounds: number, call: (input: T) => Promise<unknown>, kind: Parameters<PlainProcess['measure']>[0]): Promise<Figure> {
  await core.client.session.touch({})
  await timeEach(inputs, call)
  const samples = await timeEach(repeated(inputs, rounds), call)
  await plain.measure(kind, inputs)
  return result(what, 'ms', samples, await plain.measure(kind, repeated(inputs, Math.min(rounds, 3))))
}

async function* lists(bench: Bench): AsyncGenerator<Figure> {
  const { client } = bench.core
  const ask = ({ filters, search, sort, offset }: ListQuestion) => client.properties.page({ filters, search, sort: [sort], offset, limit: 50 })
  const countOf = async (set: FilterSet) => (await client.properties.totals({ filters: set.filters, search: '' })).count
  for (const set of [selective, broad, four])
    yield await compare(bench, `page, ${set.name}`, listQuestions(set, [0, 50, 500]), bench.rounds, ask, 'page')
  for (const set of [broad, everything]) {
    const count = await countOf(set)
    yield await compare(bench, `page deep in the list, ${set.name}`, listQuestions(set, [Math.floor(count / 2), count - 50]), bench.rounds, ask, 'page')
  }
  for (const set of [selective, broad, four, everything])
    yield await compare(bench, `totals, ${set.name}`, [set], bench.rounds * 3, ({ filters }) => client.properties.totals({ filters, search: '' }), 'totals')
}

async function* searches(bench: Bench): AsyncGenerator<Figure> {
  const { client } = bench.core
  const anywhere = (text: string) => client.core.search({ text, limit: 12 })
  const inList = (search: string) => client.properties.page({ filters: [], search, sort: [], offset: 0, limit: 50 })
  yield await compare(bench, 'search everything, two common words', [commonWords], bench.rounds * 5, anywhere, 'search')
  yield await compare(bench, 'search everything, misspelt quartier', misspeltWords, bench.rounds * 3, anywhere, 'misspelt')
  yield await compare(bench, 'search the list, two common words', [commonWords], bench.rounds * 5, inList, 'search')
  yield await compare(bench, 'search the list, misspelt quartier', misspeltWords, bench.rounds * 3, inList, 'misspelt')
}

async function* records(bench: Bench): AsyncGenerator<Figure> {
  const { client } = bench.core
  const ids = await someIds(bench, bench.each)
  yield await compare(bench, 'property page', ids, 1, (id) => client.properties.get({ id }), 'property')
  yield await compare(bench, 'similar properties', ids.slice(0, 40), 1, (id) => client.properties.similar({ id, limit: 6 }), 'similar')
  const walked = listQuestions(broad, [0]).flatMap((question) => ids.slice(0, 8).map((id) => ({ ...question, id })))
  yield await compare(bench, 'next and previous in the list', walked, 1, ({ filters, sort, id }) => client.properties.neighbours({ filters, search: '', sort: [sort], id }), 'neighbours')
  yield await compare(bench, "today's screen", [Date.now()], bench.rounds, () => client.core.dashboard({}), 'today')
}

async function* edits(bench: Bench): AsyncGenerator<Figure> {
  const { core, plain, session } = bench
  const ids = await someIds(bench, bench.each)
  let price = 100_000
  const edit = (id: string) => core.command(session, 'property.update', { id, patch: { priceAmount: (price += 1_000) } })
  await timeEach(ids.slice(0, 20), edit)
  const alone = await timeEach(ids, edit)
  await plain.measure('edit', ids.slice(0, 20))
  yield result('edit', 'ms', alone, await plain.measure('edit', ids))

  let wanted = true
  const report = (async () => {
    while (wanted) {
      await Promise.all([core.client.properties.totals({ filters: four.filters, search: '' }), core.client.core.dashboard({})])
      await core.client.properties.exportCsv({ filters: broad.filters, search: '', columns: ['reference', 'title', 'quartier', 'priceAmount', 'status'], language: 'fr' })
    }
  })()
  const beside = await timeEach(ids, edit)
  wanted = false
  await report
  // Plain code with one thread would make the edit wait for the report: it is given a second process for that.
  const other = await startPlain(databasePath(bench.directory))
  await other.measure('report', ['begin'])
  const plainBeside = await plain.measure('edit', ids)
  await other.stop()
  yield result('edit while a report runs', 'ms', beside, plainBeside)
}

async function* imports(bench: Bench): AsyncGenerator<Figure> {
  const { core, plain, importRows } = bench
  const rates: number[] = []
  const plainRates: number[] = []
  for (let round = 1; round <= bench.imports; round++) {
    await core.client.session.touch({})
    const [ours, theirs] = [round * 2, round * 2 + 1].map((seed) => writeListingFile(bench.directory, importRows, seed)) as [string, string]
    rates.push(await importOne(core, ours, importRows))
    plainRates.push(...await plain.measure('import', [theirs]))
  }
  yield result(`import of ${importRows} rows`, 'rows/s', rates, plainRates)
}

/** As the wizard does: the file in pieces, the preview, the run; the clock runs while the rows come in. */
async function importOne({ client }: RunningCore, path: string, rows: number): Promise<number> {
  const bytes = readFileSync(path)
  const { uploadId, chunk } = await client.files.begin({ name: basename(path), bytes: bytes.length, purpose: 'import' })
  for (let offset = 0; offset < bytes.length; offset += chunk) await client.files.put({ uploadId, offset, base64: bytes.subarray(offset, offset + chunk).toString('base64') })
  await client.files.end({ uploadId })
  const { choices } = await client.imports.preview({ uploadId })
  const begun = performance.now()
  let last: ImportProgress | null = null
  for await (const progress of await client.imports.run({ uploadId, batchId: newId(), choices })) last = progress
  const taken = performance.now() - begun
  if (last?.kind !== 'done' || last.report.rows !== rows || last.report.imported < rows * 0.9) throw new Error(`not a whole import: ${JSON.stringify(last)?.slice(0, 2000)}`)
  return (rows / taken) * 1000
}

/** After all of the above, with every worker that was needed. */
async function memory({ core, plain }: Bench): Promise<Figure> {
  const [plainBytes] = await plain.measure('memory')
  return result('memory of the core', 'MB', [(await core.memory()) / 1e6], [plainBytes! / 1e6])
}

/** Properties from all over the list, the same in every run. */
async function someIds({ core, properties }: Bench, count: number): Promise<string[]> {
  const random = generator(7)
  const ids: string[] = []
  while (ids.length < count) {
    const { rows } = await core.client.properties.page({ filters: [], search: '', sort: [{ field: 'createdAt', direction: 'asc' }], offset: Math.floor(random() * (properties - 20)), limit: 20 })
    ids.push(...rows.map((row) => row.id))
  }
  return ids.slice(0, count)
}
