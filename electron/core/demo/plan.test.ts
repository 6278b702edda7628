import { describe, expect, it } from 'vitest'
import { commandInputs } from '../../../shared/contract/commands.ts'
import { interactionChannels, interactionTypes } from '../../../shared/modules/crm/model-follow-up.ts'
import { leadSources, qualifications } from '../../../shared/modules/crm/model-lead.ts'
import { passwordWeakness } from '../../../shared/modules/auth/rules.ts'
import { parsePhone } from '../../../shared/values/phone.ts'
import { allQuartiers, communes, departments, quartierPoint } from '../../../shared/values/place.ts'
import { plainPdf } from './pdf.ts'
import { marketPlaces } from './places.ts'
import { planDemo } from './plan.ts'
import type { DemoPlan } from './plan.ts'
import { randomOf } from './random.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 22, 14, 5)
const choices = { seed: '1', properties: 400, clients: 150, photos: true, now }
const plan = planDemo(choices)
const said = <Input>(from: DemoPlan, name: string) => from.steps.flatMap((step) => (step.kind === 'command' && step.name === name
  ? [step.input as Input] : []))
type Created = { id: string; values: Record<string, unknown>; amenities?: string[] }
const created = said<Created>(plan, 'property.create')
/** Everybody with a record: written down, or made by a lead that became a client. */
const people = (from: DemoPlan) => [...said<{ id: string }>(from, 'contact.create').map(({ id }) => id),
  ...said<{ contactId: string }>(from, 'lead.convert').map(({ contactId }) => contactId)]

describe('the plan of the demonstration', () => {
  it('is the same for the same seed and another for another', () => {
    expect(planDemo(choices)).toEqual(plan)
    expect(planDemo({ ...choices, seed: '2' }).steps[40]).not.toEqual(plan.steps[40])
  })

  it('tells the same story on another day, only later', () => {
    const later = planDemo({ ...choices, now: now + 23 * day - 5 * 3_600_000 })
    const shape = (from: DemoPlan, start: number) => from.steps.map((step) => [step.commandId, step.kind === 'command' ? step.name
      : step.content, (step.typedAt - start) / 1000])
    expect(shape(later, Date.UTC(2026, 11, 15))).toEqual(shape(plan, Date.UTC(2026, 10, 22)))
  })

  it('says only what the commands take, in order, before today', () => {
    const start = Date.UTC(2026, 10, 22)
    let before = 0
    for (const step of plan.steps) {
      expect(step.typedAt).toBeGreaterThanOrEqual(before)
      expect(step.typedAt).toBeLessThan(start)
      before = step.typedAt
      if (step.kind === 'command') expect(commandInputs[step.name].safeParse(step.input).error, step.name).toBeUndefined()
    }
    expect(new Set(plan.steps.map((step) => step.commandId)).size).toBe(plan.steps.length)
  })

  it('has as many properties and people as asked, down to none', () => {
    expect(created.length - said(plan, 'property.delete').length).toBe(400)
    expect(people(plan)).toHaveLength(150)
    for (const [properties, clients] of [[0, 0], [1, 0], [0, 5], [40, 3]] as const) {
      const small = planDemo({ ...choices, properties, clients })
      expect(said(small, 'property.create').length - said(small, 'property.delete').length).toBe(properties)
      expect(people(small)).toHaveLength(clients)
    }
  })

  it('shows every side of the work: kinds, moves, prices that came down, a slip taken back, papers that run out', () => {
    const kinds = new Set(created.map((one) => one.values['kind']))
    for (const kind of ['apartment', 'villa', 'studio', 'room', 'house', 'land', 'shop', 'office',
      'building']) expect(kinds).toContain(kind)
    expect(new Set(created.map((one) => one.values['transaction']))).toEqual(new Set(['sale', 'rent', 'shortStay']))
    expect(new Set(created.map((one) => one.values['region'])).size).toBeGreaterThanOrEqual(5)
    expect(new Set(said<{ to: string }>(plan, 'property.setStatus').map((move) => move.to))).toEqual(new Set(['available',
      'underOffer', 'reserved', 'sold', 'rented', 'withdrawn', 'archived']))
    expect(said(plan, 'core.undo').length).toBeGreaterThan(0)
    expect(said<{ patch: object }>(plan, 'property.update').filter((update) =>
      'priceAmount' in update.patch).length).toBeGreaterThan(60)
    const ends = said<{ validUntil: string | null }>(plan, 'propertyDocument.create').flatMap((paper) => paper.validUntil ?? [])
    expect(ends.filter((end) => end >= '2026-11-22' && end <= '2026-12-22').length).toBeGreaterThan(8)
    expect(plan.views.length).toBeGreaterThan(500)
  })

  it('shows every side of the clients: leads from everywhere at every stage, talks, things late and due, people who are there twice', () => {
    expect(new Set(said<{ source: string }>(plan, 'lead.create').map(({ source }) => source))).toEqual(new Set(leadSources))
    expect(new Set(said<{ to: string }>(plan, 'lead.setStatus').map(({ to }) => to))).toEqual(new Set(['qualified', 'proposalSent', 'negotiation', 'lost', 'archived']))
    expect(new Set(said<{ qualification: string }>(plan, 'lead.qualify').map(({ qualification }) => qualification))).toEqual(new Set(qualifications))
    expect(said(plan, 'lead.convert').length).toBeGreaterThan(5)
    expect(said(plan, 'lead.distribute')).toHaveLength(1)
    expect(said<{ agentId: string | null }>(plan, 'lead.create').filter(({ agentId }) => agentId === null).length).toBeGreaterThan(8)

    const talks = said<{ type: string; channel: string; status?: string; at: number }>(plan, 'interaction.create')
    expect(new Set(talks.map(({ type }) => type))).toEqual(new Set(interactionTypes))
    expect(new Set(talks.map(({ channel }) => channel))).toEqual(new Set(interactionChannels))
    const today = Date.UTC(2026, 10, 22)
    expect(talks.filter(({ status, at }) => status === 'scheduled' && at >= today && at < today + day).length).toBeGreaterThan(4)
    const dues = said<{ dueOn: string | null; repeat?: unknown }>(plan, 'task.create')
    expect(dues.filter(({ dueOn }) => dueOn === '2026-11-22').length).toBeGreaterThan(4)
    expect(dues.filter(({ dueOn }) => dueOn !== null && dueOn > '2026-11-22').length).toBeGreaterThan(10)
    expect(dues.filter(({ repeat }) => repeat).length).toBeGreaterThan(5)
    expect(said<{ to: string }>(plan, 'task.setState').filter(({ to }) => to === 'done').length).toBeGreaterThan(10)
    const notes = said<{ isPinned?: boolean; isImportant?: boolean }>(plan, 'clientNote.create')
    expect(notes.some(({ isPinned }) => isPinned) && notes.some(({ isImportant }) => isImportant) && notes.some(({ isImportant }) => !isImportant)).toBe(true)

    const searches = said<{ contactId: string; transaction: string }>(plan, 'clientSearch.create')
    expect(new Set(searches.map(({ transaction }) => transaction))).toEqual(new Set(['sale', 'rent', 'shortStay']))
    expect(searches.length - new Set(searches.map(({ contactId }) => contactId)).size).toBeGreaterThan(5)
    expect(said(plan, 'interest.track').length).toBeGreaterThan(40)
    expect(said(plan, 'contact.setTags').length).toBeGreaterThan(25)
    expect(said(plan, 'contact.merge')).toHaveLength(1)
    const numbers = said<{ phones: { typed: string }[] }>(plan, 'contact.create').flatMap(({ phones }) => phones.slice(0, 1).map(({ typed }) => parsePhone(typed)!.e164))
    expect(numbers.length - new Set(numbers).size).toBe(3)
  })

  it('leaves things out, as people do, but not too many', () => {
    const share = (missing: (values: Created['values']) => boolean) =>
      created.filter((one) => missing(one.values)).length / created.length
    for (const part of [share((v) => v['priceAmount'] === null), share((v) => v['quartier'] === null),
      share((v) => v['description'] === null), share((v) => v['surfaceArea'] === null)]) {
      expect(part).toBeGreaterThan(0.01)
      expect(part).toBeLessThan(0.12)
    }
    const placed = share((v) => v['latitude'] === null)
    expect(placed).toBeGreaterThan(0.3)
    expect(placed).toBeLessThan(0.5)
  })

  it('asks prices that belong to the place', () => {
    const many = said<Created>(planDemo({ ...choices, properties: 2000, photos: false }),
      'property.create').map((one) => one.values)
    const middle = (quartier: string, kind: string, transaction: string) => {
      const found = many.filter((v) => v['quartier'] === quartier && v['kind'] === kind && v['transaction'] === transaction
        && v['priceAmount'])
      return found.map((v) => v['priceAmount'] as number).sort((a, b) => a - b)[Math.floor(found.length / 2)]!
    }
    expect(middle('Almadies', 'apartment', 'rent')).toBeGreaterThan(1_000_000)
    expect(middle('Parcelles Assainies U17', 'apartment', 'rent')).toBeLessThan(250_000)
    expect(middle('Bambilor', 'land', 'sale')).toBeLessThan(8_000_000)
  })

  it('names places that the gazetteer knows, and telephones that can ring', () => {
    for (const place of marketPlaces) {
      expect(departments.some((one) => one.name === place.department && one.region === place.region), place.quartier).toBe(true)
      if (place.commune) expect(communes.some((one) => one.name === place.commune && one.department === place.department),
        place.quartier).toBe(true)
      expect(quartierPoint(place.quartier, place.commune, place.department, place.region), place.quartier).not.toBeNull()
    }
    const known = marketPlaces.filter((place) => allQuartiers.some((one) => one.name === place.quartier
      && one.commune === place.commune))
    expect(known.length).toBeGreaterThan(40)
    for (const { phones } of said<{ phones: { typed: string }[] }>(plan,
      'contact.create')) for (const { typed } of phones) expect(parsePhone(typed)?.valid, typed).toBe(true)
  })

  it('keeps points near their quartier', () => {
    for (const { values } of created) {
      if (values['latitude'] === null || values['latitude'] === undefined) continue
      const point = quartierPoint(values['quartier'] as string, values['commune'] as string | null,
        values['department'] as string, values['region'] as string)!
      expect(Math.abs((values['latitude'] as number) - point.latitude)).toBeLessThan(0.03)
      expect(Math.abs((values['longitude'] as number) - point.longitude)).toBeLessThan(0.03)
    }
  })

  it('gives its people passwords that the house accepts', () => {
    for (const member of plan.members) expect(passwordWeakness(member.password,
      [member.email.split('@')[0]!, ...member.name.split(' ')]), member.name).toBeNull()
    expect(plan.members.map((member) => member.role)).toEqual(['admin', 'manager', 'agent', 'agent', 'agent', 'agent'])
  })
})

describe('the random source', () => {
  it('is even, and each stream its own', () => {
    const random = randomOf('a', 1)
    const counts = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 10_000; i++) counts[random.whole(0, 9)]! += 1
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
    expect(randomOf('a', 1).next()).toBe(randomOf('a', 1).next())
    expect(randomOf('a', 1).next()).not.toBe(randomOf('a', 2).next())
  })
})

describe('a paper of the demonstration', () => {
  it('is a PDF whose table of contents points where it says', () => {
    const bytes = plainPdf('État des droits réels', ['Situé à l’île (Nord) \\ œuvre'], 'Teranga Immobilier')
    const text = bytes.toString('latin1')
    expect(text.startsWith('%PDF-1.4')).toBe(true)
    const table = Number(/startxref\n(\d+)/.exec(text)![1])
    expect(text.slice(table, table + 4)).toBe('xref')
    const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map((match) => Number(match[1]))
    expect(places).toHaveLength(6)
    for (const [index, place] of places.entries()) expect(text.slice(place).startsWith(`${index + 1} 0 obj`)).toBe(true)
    const length = Number(/\/Length (\d+)/.exec(text)![1])
    expect(text.indexOf('\nendstream') - (text.indexOf('stream\n') + 7)).toBe(length)
  })
})
