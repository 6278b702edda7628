import ExcelJS from 'exceljs'
import sharp from 'sharp'
import { extractImages, extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { contact, lead } from '../../testing/samples-crm.ts'
import type { Asking } from '../../testing/things.ts'
import { openWorld } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

suite('SQLite', () => '')
suite('PostgreSQL', () => inject('postgresUrl'), inject('postgresUrl') !== '')

function suite(kind: string, postgresUrl: () => string, able = true): void {
  describe.runIf(able)(`reports over REST, on ${kind}`, () => {
    let world: World
    beforeAll(async () => {
      world = await openWorld({ postgresUrl: postgresUrl() })
    })
    afterAll(async () => world.server.close())
    const asking = (): Asking => ({ world, agency: world.ours, owner: world.ours.agent, caller: 'agent', token: world.ours.agent.token })
    const open = async (path: string, token: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${world.server.url}/api/crm/reports/${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } })
      return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
    }
    const refused = async (path: string, token: string) => {
      const { status, body } = await world.server.call('GET', `/api/crm/reports/${path}`, { token })
      return { status, body }
    }
    const textOf = async (bytes: Uint8Array): Promise<string> => (await extractText(await getDocumentProxy(bytes), { mergePages: true })).text
    const bookOf = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
      const workbook = new ExcelJS.Workbook()
      await workbook.xlsx.load(Buffer.from(bytes) as never)
      return workbook
    }

    it('a client as a PDF to be saved, in the language that is asked for, with what is wanted', async () => {
      const { ours } = world
      const id = await contact(asking(), { name: 'Awa Ndiaye', notes: 'Préfère le calme' })
      await world.act(ours.agent, ours, 'clientNote.create', { id: world.newId(), contactId: id, content: 'Entre nous' })
      const whole = await open(`client-pdf/${id}/`, ours.agent.token)
      expect([whole.status, whole.headers.get('content-type'), whole.headers.get('cache-control')]).toEqual([200, 'application/pdf', 'no-store'])
      expect(whole.headers.get('content-disposition')).toBe('attachment; filename="fiche-awa-ndiaye.pdf"; filename*=UTF-8\'\'fiche-awa-ndiaye.pdf')
      const text = await textOf(whole.bytes)
      for (const words of ['Awa Ndiaye', 'FICHE CLIENT', 'Préfère le calme', 'Entre nous', ours.name]) expect(text).toContain(words)
      const less = await textOf((await open(`client-pdf/${id}/?include_notes=false&include_interactions=0`, ours.manager.token, { 'Accept-Language': 'en' })).bytes)
      expect(less).toContain('CLIENT RECORD')
      expect(less).not.toMatch(/Entre nous|Talks|Notes/)
    })

    it('the logo of the agency stands on it', async () => {
      const { ours } = world
      const id = await contact(asking())
      const form = new FormData()
      form.set('logo', new File([new Uint8Array(await sharp({ create: { width: 900, height: 300, channels: 3, background: '#b4552d' } }).png().toBuffer())], 'logo.png', { type: 'image/png' }))
      expect((await fetch(`${world.server.url}/api/agencies/me/`, { method: 'PATCH', body: form, headers: { Authorization: `Bearer ${ours.admin.token}` } })).status).toBe(200)
      const { bytes } = await open(`client-pdf/${id}/`, ours.agent.token)
      expect((await extractImages(await getDocumentProxy(bytes), 1)).map(({ width, height }) => [width, height])).toEqual([[504, 168]])
    })

    it('what a member did, to himself and to whoever leads him', async () => {
      const { ours } = world
      const query = 'start_date=2026-01-01&end_date=2027-12-31'
      const before = await open(`agent-performance/${ours.agent.memberId}/?${query}`, ours.agent.token)
      expect(before.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      const received = async (bytes: Uint8Array) => ((await bookOf(bytes)).getWorksheet('Prospects')?.rowCount ?? 0) - 1
      const known = await received(before.bytes)
      await lead(asking(), { agentId: ours.agent.memberId })
      expect(await received((await open(`agent-performance/${ours.agent.memberId}/?${query}`, ours.manager.token)).bytes)).toBe(known + 1)
      expect(await refused(`agent-performance/${ours.colleague.memberId}/`, ours.agent.token)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      expect(await refused(`agent-performance/${world.theirs.agent.memberId}/`, ours.manager.token)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    })

    it('the agency, to its own', async () => {
      const { status, bytes, headers } = await open(`agency-overview/${world.ours.id}/`, world.ours.agent.token, { 'Accept-Language': 'en' })
      expect([status, headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/agency-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.xlsx/)])
      expect((await bookOf(bytes)).worksheets.map(({ name }) => name)).toEqual(['Summary', 'Team', 'By month', 'Properties', 'Leads'])
      expect(await refused(`agency-overview/${world.theirs.id}/`, world.ours.admin.token)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    })

    it.each([
      ['start_date=2026-02-02&end_date=2026-02-01', 'end_date', 'La fin tombe avant le début.'],
      ['start_date=2010-01-01&end_date=2026-01-01', 'end_date', 'Cette période dépasse dix ans.'],
      ['start_date=2001-01-01', 'start_date', 'Cette période dépasse dix ans.'],
      ['start_date=2026-02-30', 'start_date', 'Cette valeur n’a pas la bonne forme.'],
      ['end_date=0001-01-01', 'end_date', 'Cette valeur ne convient pas.'],
      ['end_date=demain', 'end_date', 'Cette valeur n’a pas la bonne forme.'],
      ['start_date=', 'start_date', 'Cette valeur n’a pas la bonne forme.'],
    ])('%s is refused: %s', async (query, field, words) => {
      for (const path of [`agency-overview/${world.ours.id}/`, `agent-performance/${world.ours.agent.memberId}/`])
        expect(await refused(`${path}?${query}`, world.ours.admin.token)).toMatchObject({ status: 400, body: { code: 'invalid_input', fields: { [field]: expect.arrayContaining([words]) } } })
    })
  })
}
