import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportProgress, ImportUndoProgress } from '../../../shared/contract/index.ts'
import { uuidv7 } from '../../../shared/values/id.ts'
import { openTestCore } from '../testing/open-core.ts'
import type { TestCore, TestPage } from '../testing/open-core.ts'

let house: TestCore
let admin: TestPage
let n = 0
const id = (): string => uuidv7(house.now + n++, new Uint8Array(10).fill(n % 200))
beforeEach(async () => {
  house = await openTestCore()
  admin = await house.found()
})
afterEach(async () => house.end())

/** Beside the repository where the project is made; not part of it. */
const listings = join(import.meta.dirname, '../../../../shared/data/listings')

const heading = 'Titre;Type de bien;Transaction;Quartier;Prix;Surface;Chambres;Propriétaire;Téléphone'
const row = (line: number, more: Partial<Record<'title' | 'kind' | 'transaction' | 'quartier' | 'price' | 'owner' | 'phone',
  string>> = {}) =>
  [more.title ?? `Appartement ${line} rue ${line * 7}`, more.kind ?? 'Appartement', more.transaction ?? 'Location',
    more.quartier ?? 'Almadies', more.price ?? `${300_000 + line * 25_000} F CFA`, `${60 + line} m²`, '3', more.owner ?? '',
    more.phone ?? ''].join(';')
const csv = (rows: string[]): Uint8Array => Buffer.from(`\uFEFF${[heading, ...rows].join('\r\n')}\r\n`)

async function upload(bytes: Uint8Array, name = 'biens.csv', page = admin): Promise<string> {
  const uploadId = await page.upload(name, bytes, 'import')
  await page.ask.files.end({ uploadId })
  return uploadId
}

type Done = Extract<ImportProgress, { kind: 'done' }>['report']
/** Imports a file as the wizard would, with what the preview proposes. */
type Wishes = {
  includeDuplicates?: boolean
  choices?: object
  onProgress?: (progress: ImportProgress) => Promise<unknown> | void
  name?: string
}
async function bringIn(bytes: Uint8Array, more: Wishes = {}, page = admin): Promise<Done> {
  const uploadId = await upload(bytes, more.name, page)
  const preview = await page.ask.imports.preview({ uploadId })
  const batchId = id()
  for await (const progress of await page.ask.imports.run({ uploadId, batchId, choices: { ...preview.choices, ...more.choices },
    includeDuplicates: more.includeDuplicates ?? false })) {
    if (progress.kind === 'done') return progress.report
    await more.onProgress?.(progress)
  }
  throw new Error('no report')
}
async function undo(batchId: string, page = admin): Promise<Extract<ImportUndoProgress, { kind: 'done' }>> {
  for await (const progress of await page.ask.imports.undo({ batchId })) if (progress.kind === 'done') return progress
  throw new Error('not done')
}
const count = async () => (await admin.ask.properties.totals({})).count

describe('an import', () => {
  it('brings every row in, says how far it is, and its three counts add up to the file', async () => {
    const rows = Array.from({ length: 450 }, (_, line) => row(line + 2))
    rows[10] = ';;;;;;;;'
    rows[20] = rows[21]!
    rows[300] = row(302, { kind: '???', title: 'Objet' })
    const seen: ImportProgress[] = []
    const report = await bringIn(csv(rows), { onProgress: (progress) => void seen.push(progress) })
    expect(report).toMatchObject({ state: 'done', rows: 450, notReached: 0 })
    expect(report.imported + report.duplicates + report.rejected).toBe(450)
    expect(report.duplicates).toBe(1)
    expect(report.rejected).toBeGreaterThanOrEqual(1)
    expect(await count()).toBe(report.imported)
    expect(seen.length).toBeGreaterThan(1)
    for (const progress of seen) {
      if (progress.kind !== 'progress') continue
      expect(progress.imported + progress.duplicates + progress.rejected).toBe(progress.done)
      expect(progress.total).toBe(450)
    }
    const [batch] = await admin.ask.imports.batches({})
    expect(batch).toMatchObject({ id: report.batchId, fileName: 'biens.csv', state: 'done', rows: 450, imported: report.imported,
      duplicates: 1, rejected: report.rejected, createdByName: 'Awa Ndiaye', undoable: true })
    const { rows: listed } = await admin.ask.properties.page({ filters: [{ field: 'importId', operator: 'is',
      value: report.batchId }], limit: 200 })
    expect(listed).toHaveLength(200)
    expect(listed[0]).toMatchObject({ kind: 'apartment', transaction: 'rent', quartier: 'Almadies', pricePeriod: 'month',
      status: 'available' })
    expect(readdirSync(join(house.directory, 'uploads'))).toEqual([])
    expect(report.problems.map((problem) => problem.line)).toContain(12)
  })

  it('gives back what it left out, to be mended and imported again', async () => {
    const report = await bringIn(csv([row(2), row(3, { title: 'Belle affaire', kind: '' }),
      row(4, { title: '=HYPERLINK("http://x")', kind: '' }), row(2), row(5)]), { choices: { defaultKind: null } })
    expect(report).toMatchObject({ imported: 2, rejected: 2, duplicates: 1 })
    const file = await admin.ask.imports.rejectedFile({ batchId: report.batchId })
    expect(file.name).toMatch(/biens.*\.csv$/)
    const lines = file.text.trim().split(/\r?\n/)
    expect(lines).toHaveLength(4)
    expect(lines[1]).toMatch(/^Belle affaire;;Location;Almadies;.*;3;/)
    expect(lines[2]).not.toMatch(/(^|;|")=HYPERLINK/)
    const mended = [lines[0]!, lines[1]!.replace('affaire;;', 'affaire mendée;Villa;')].join('\r\n')
    const again = await bringIn(Buffer.from(mended), { name: 'mendé.csv' })
    expect(again).toMatchObject({ rows: 1, imported: 1, rejected: 0, duplicates: 0 })
    expect((await admin.ask.properties.page({ search: 'mende' })).rows).toHaveLength(1)
    await expect(admin.ask.imports.rejectedFile({ batchId: again.batchId })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('sets aside what the agency has already, with its reference, and brings it in when the user wants it', async () => {
    const first = await bringIn(csv([row(2), row(3)]))
    expect(first.imported).toBe(2)
    const second = await bringIn(csv([row(2), row(3), row(4)]))
    expect(second).toMatchObject({ imported: 1, duplicates: 2, rejected: 0 })
    expect(second.problems.filter((problem) => problem.code === 'duplicate_in_agency')
      .map((problem) => problem.params['reference'])).toEqual(['DKR-0001', 'DKR-0002'])
    const third = await bringIn(csv([row(2), row(2), row(5)]), { includeDuplicates: true })
    expect(third).toMatchObject({ imported: 3, duplicates: 0 })
    expect(await count()).toBe(6)
  })

  it('makes an owner once for all his rows, and finds him the next time', async () => {
    await bringIn(csv([row(2, { owner: 'Mme Sow', phone: '77 123 45 67' }),
      row(3, { owner: 'Mme Sow', phone: '+221 77 123 45 67' }),
      row(4, { quartier: 'Ngor', owner: 'Mme Sow', phone: '771234567' })]))
    const { rows } = await admin.ask.contacts.page({ role: 'owner' })
    expect(rows.map((contact) => [contact.name, contact.phones.length])).toEqual([['Mme Sow', 1]])
    expect((await admin.ask.properties.ofOwner({ contactId: rows[0]!.id })).length).toBe(rows[0]!.properties)
  })

  it('lets other edits through while it runs, and they are kept', async () => {
    const mine = id()
    await admin.act('property.create', { id: mine, values: { title: 'À moi', kind: 'villa', transaction: 'sale' } })
    const fatou = await house.join(admin, 'Fatou', 'manager')
    let edits = 0
    const report = await bringIn(csv(Array.from({ length: 600 }, (_, line) => row(line + 2))), {
      onProgress: async () => {
        const started = performance.now()
        await fatou.act('property.update', { id: mine, patch: { rooms: ++edits } })
        expect(performance.now() - started).toBeLessThan(1000)
      },
    })
    expect(report.imported + report.duplicates + report.rejected).toBe(600)
    expect(edits).toBeGreaterThan(2)
    expect((await admin.ask.properties.get({ id: mine })).property.rooms).toBe(edits)
  })

  it('goes on by itself when its window is left alone until it locks', async () => {
    const report = await bringIn(csv(Array.from({ length: 500 }, (_, line) => row(line + 2))),
      { onProgress: () => void (house.now += 20 * 60_000) })
    expect(report.imported + report.duplicates + report.rejected).toBe(500)
    await expect(admin.ask.team.list({})).rejects.toMatchObject({ code: 'session_locked' })
  })

  it('can be stopped: what is in stays in, is told, and can be taken back', async () => {
    const uploadId = await upload(csv(Array.from({ length: 1200 }, (_, line) => row(line + 2))))
    const { choices } = await admin.ask.imports.preview({ uploadId })
    const stop = new AbortController()
    const batchId = id()
    let last: ImportProgress | null = null
    for await (const progress of await admin.ask.imports.run({ uploadId, batchId, choices }, { signal: stop.signal })) {
      last = progress
      stop.abort()
    }
    const [batch] = await admin.ask.imports.batches({})
    expect(batch).toMatchObject({ id: batchId, state: 'cancelled', undoable: true })
    expect(batch!.imported).toBeGreaterThan(0)
    expect(batch!.imported).toBeLessThan(1200)
    expect(await count()).toBe(batch!.imported)
    expect(last).toMatchObject({ kind: 'done', report: { state: 'cancelled', imported: batch!.imported } })
    expect((last as unknown as { report: Done }).report.notReached)
      .toBe(1200 - batch!.imported - batch!.duplicates - batch!.rejected)
    expect(await undo(batchId)).toMatchObject({ left: [] })
    expect(await count()).toBe(0)
  })

  it('cut off by the end of the core is a stopped one afterwards, with true counts, and can be taken back', async () => {
    const uploadId = await upload(csv(Array.from({ length: 1200 }, (_, line) => line === 5 ? ';;;;;;;;' : row(line + 2))))
    const { choices } = await admin.ask.imports.preview({ uploadId })
    const stream = await admin.ask.imports.run({ uploadId, batchId: id(), choices })
    await stream.next()
    await house.restart()
    await stream.return?.().catch(() => undefined)
    admin = house.page()
    await admin.ask.session.signIn({ email: 'awa@example.sn', password: 'quatre chevaux verts' })
    const [batch] = await admin.ask.imports.batches({})
    expect(batch).toMatchObject({ state: 'cancelled', rejected: 1, undoable: true })
    expect(batch!.imported).toBe(await count())
    expect(batch!.imported).toBeGreaterThan(100)
    expect((await undo(batch!.id)).removed).toBe(batch!.imported)
    expect(await count()).toBe(0)
    house.logged.length = 0
  })

  it('of a file that is none is refused in words, and leaves no batch', async () => {
    const cases: [string, Uint8Array, string][] = [
      ['vide.csv', Buffer.from('\n'), 'import_empty'], ['entete.csv', Buffer.from(`${heading}\n`), 'import_empty'],
        ['biens.xlsx', csv([row(2)]), 'file_wrong_kind'], ['biens.csv', Buffer.from('PK\u0003\u0004 a zip'), 'file_wrong_kind'],
      ['biens.csv', Buffer.from('%PDF-1.7'), 'file_wrong_kind'],
    ]
    for (const [name, bytes, code] of cases) {
      const said = await (async () => {
        await admin.ask.imports.preview({ uploadId: await upload(bytes, name) })
        return 'accepted'
      })().catch((error: { code: string }) => error.code)
      expect(said, name).toBe(code)
    }
    expect(await admin.ask.imports.batches({})).toEqual([])
    expect(await count()).toBe(0)
  })

  it('is not run twice under one batch, nor by somebody else’s upload', async () => {
    const uploadId = await upload(csv([row(2)]))
    const { choices } = await admin.ask.imports.preview({ uploadId })
    const fatou = await house.join(admin, 'Fatou', 'agent')
    const first = async (page: TestPage, batchId: string) => (await page.ask.imports.run({ uploadId, batchId, choices })).next()
    await expect(first(fatou, id())).rejects.toMatchObject({ code: 'not_found' })
    const report = await bringIn(csv([row(2)]))
    await expect(first(admin, report.batchId)).rejects.toMatchObject({ code: 'id_taken' })
    expect(await count()).toBe(1)
  })

  it.skipIf(!existsSync(listings))('reads the three listing files as they are: the counts add up', async () => {
    for (const name of ['apartments-to-rent.csv', 'dakar-apartments.csv', 'land-for-sale.csv']) {
      const uploadId = await upload(readFileSync(join(listings, name)), name)
      const preview = await admin.ask.imports.preview({ uploadId })
      let report: Done | null = null
      for await (const progress of await admin.ask.imports.run({ uploadId, batchId: id(),
        choices: preview.choices })) if (progress.kind === 'done') report = progress.report
      expect(report!.rows, name).toBe(preview.rows)
      expect(report!.imported + report!.duplicates + report!.rejected, name).toBe(report!.rows)
      expect(report!.imported, name).toBeGreaterThan(100)
    }
    expect(await count()).toBe((await admin.ask.imports.batches({})).reduce((all, batch) => all + batch.imported, 0))
  })
})

describe('taking an import back', () => {
  it('removes its properties and the owners it made, and can be seen in history', async () => {
    const report = await bringIn(csv([row(2, { owner: 'Mme Sow', phone: '77 123 45 67' }), row(3), row(4)]))
    expect(await undo(report.batchId)).toEqual({ kind: 'done', removed: 3, left: [] })
    expect(await count()).toBe(0)
    expect((await admin.ask.contacts.page({})).count).toBe(0)
    expect((await admin.ask.imports.batches({}))[0]).toMatchObject({ state: 'undone', undoable: false })
    const again = await bringIn(csv([row(2), row(3)]))
    expect(again).toMatchObject({ imported: 2, duplicates: 0 })
    expect(await undo(report.batchId)).toMatchObject({ left: [] })
    expect(await count()).toBe(2)
  })

  it('leaves what somebody has worked on since, in whatever way, and names it', async () => {
    const report = await bringIn(csv(Array.from({ length: 8 },
      (_, line) => row(line + 2, { owner: `Propriétaire ${line}`, phone: `77 100 00 1${line}` }))))
    const { rows } = await admin.ask.properties.page({ sort: [{ field: 'reference', direction: 'asc' }] })
    const [edited, moved, equipped, documented, photographed, bought, ...untouched] = rows.map((one) => one.id) as [string,
      string, string, string, string, string]
    const file = await admin.ask.files.end({ uploadId: await admin.upload('tf.pdf', Buffer.from('%PDF-1.7 x'), 'document') })
    const { default: sharp } = await import('sharp')
    const image = await admin.ask.files.end({ uploadId: await admin.upload('p.jpg',
      await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } }).jpeg().toBuffer(), 'photo') })
    await admin.act('property.update', { id: edited, patch: { priceAmount: 1 } })
    await admin.act('property.setStatus', { id: moved, to: 'reserved' })
    await admin.act('property.setAmenities', { id: equipped, add: ['pool'], remove: [] })
    await admin.act('propertyDocument.create', { id: id(), propertyId: documented, fileId: file.id, type: 'title', title: 'TF' })
    await admin.act('propertyPhoto.create', { id: id(), propertyId: photographed, fileId: image.id, position: 'a' })
    // Somebody else's listing of an owner that came with the import: the owner must stay.
    const owner = rows.find((one) => one.id === bought)!.ownerId!
    await admin.act('property.create', { id: id(),
      values: { title: 'Autre bien', kind: 'villa', transaction: 'sale', ownerId: owner } })
    const done = await undo(report.batchId)
    expect(done.left.map((one) => one.id).toSorted()).toEqual([edited, moved, equipped, documented, photographed].toSorted())
    expect(done.left.every((one) => one.title !== '' && one.reference?.startsWith('DKR-'))).toBe(true)
    expect(done.removed).toBe(3)
    const kept = (await admin.ask.properties.page({})).rows.map((one) => one.id)
    for (const gone of [bought, ...untouched]) expect(kept).not.toContain(gone)
    expect(kept).toHaveLength(6)
    expect((await admin.ask.contacts.get({ id: owner })).contact.deletedAt).toBeNull()
  })

  it('is refused while it still runs, for a batch that is not there, and for another’s when one is an agent', async () => {
    const uploadId = await upload(csv(Array.from({ length: 1000 }, (_, line) => row(line + 2))))
    const { choices } = await admin.ask.imports.preview({ uploadId })
    const batchId = id()
    const stream = await admin.ask.imports.run({ uploadId, batchId, choices })
    await stream.next()
    await expect(undo(batchId)).rejects.toMatchObject({ code: 'rule_broken', params: { rule: 'import_running' } })
    await stream.return?.()
    await expect(undo(id())).rejects.toMatchObject({ code: 'not_found' })
    const fatou = await house.join(admin, 'Fatou', 'agent')
    await expect(undo(batchId, fatou)).rejects.toMatchObject({ code: 'forbidden' })
    const hers = await bringIn(csv([row(5000, { quartier: 'Ngor' })]), { name: 'hers.csv' }, fatou)
    expect(await undo(hers.batchId, fatou)).toMatchObject({ removed: 1, left: [] })
  })
})
