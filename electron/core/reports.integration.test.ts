import sharp from 'sharp'
import { extractImages, extractText, getDocumentProxy } from 'unpdf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/values/id.ts'
import { openTestCore } from './testing/open-core.ts'
import type { TestCore, TestPage } from './testing/open-core.ts'

let house: TestCore
let admin: TestPage
let n = 0
const id = (): string => uuidv7(house.now + n++, new Uint8Array(10).fill(n % 200))
beforeEach(async () => {
  house = await openTestCore()
  admin = await house.found()
})
afterEach(async () => house.end())

const pdfOf = ({ base64 }: { base64: string }) => getDocumentProxy(new Uint8Array(Buffer.from(base64, 'base64')))

describe('reports on a desktop, without a server', () => {
  it('a client as PDF, with the agency’s logo', async () => {
    const contactId = id()
    await admin.act('contact.create', { id: contactId, name: 'Awa Ndiaye', clientStatus: 'active' })
    const logo = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#b4552d' } }).png().toBuffer()
    const { id: logoFileId } = await admin.ask.files.end({ uploadId: await admin.upload('logo.png', logo, 'photo') })
    const { id: agencyId } = await admin.ask.agency.get({})
    await admin.act('agency.update', { id: agencyId, patch: { logoFileId } })
    const file = await admin.ask.reports.client({ id: contactId, language: 'fr' })
    expect(file).toMatchObject({ name: 'fiche-awa-ndiaye.pdf', mime: 'application/pdf' })
    const pdf = await pdfOf(file)
    expect((await extractText(pdf, { mergePages: true })).text).toContain('Awa Ndiaye')
    expect((await extractImages(pdf, 1)).map(({ width, height }) => [width, height])).toEqual([[336, 168]])
  })

  it('a logo that is not here yet leaves its place to the name', async () => {
    const contactId = id()
    await admin.act('contact.create', { id: contactId, name: 'Awa Ndiaye' })
    const logoFileId = id()
    await admin.act('file.create', { id: logoFileId, values: { sha256: '0'.repeat(64), bytes: 10, mime: 'image/png', name: 'logo.png', width: 8, height: 6 } })
    await admin.act('agency.update', { id: (await admin.ask.agency.get({})).id, patch: { logoFileId } })
    const pdf = await pdfOf(await admin.ask.reports.client({ id: contactId, language: 'en' }))
    expect(await extractImages(pdf, 1)).toEqual([])
    expect((await extractText(pdf, { mergePages: true })).text).toContain('CLIENT RECORD')
  })

  it('an agent’s figures are his, and whoever leads him may read them; what does not fit is refused with its field', async () => {
    const agent = await house.join(admin, 'Fatou', 'agent')
    const other = await house.join(admin, 'Ibou', 'agent')
    const period = { from: '2026-11-01', to: '2026-11-23', language: 'fr' } as const
    expect(await agent.ask.reports.agent({ memberId: agent.memberId, ...period })).toMatchObject({ name: 'activite-fatou-membre-2026-11-01-2026-11-23.xlsx' })
    expect(await admin.ask.reports.agent({ memberId: agent.memberId, ...period })).toMatchObject({ name: 'activite-fatou-membre-2026-11-01-2026-11-23.xlsx' })
    await expect(agent.ask.reports.agent({ memberId: other.memberId, ...period })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(admin.ask.reports.agent({ memberId: id(), ...period })).rejects.toMatchObject({ code: 'not_found' })
    await expect(admin.ask.reports.agency({ ...period, to: '2026-10-01' })).rejects.toMatchObject({ code: 'invalid_input', params: { fields: [{ path: 'to', problem: 'period_order' }] } })
    expect(await agent.ask.reports.agency(period)).toMatchObject({ name: 'agence-2026-11-01-2026-11-23.xlsx' })
  })
})
