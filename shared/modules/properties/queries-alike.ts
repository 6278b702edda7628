import type { QueryContext } from '../../command/query.ts'
import { parsePhone } from '../../values/phone.ts'
import type { DuplicateProbe } from './model-inputs.ts'
import type { DuplicateCandidate, DuplicateReason, SimilarProperty } from './model-views.ts'
import { familyOf, kindFamilies } from './model.ts'
import type { Property } from './model.ts'
import { listRows } from './queries-list.ts'
import { readProperty } from './queries-record.ts'
import { duplicateKey, duplicatePrices, judgePrepared, prepareDuplicate } from './rules-duplicates.ts'
import { similarity } from './rules-similar.ts'

/** Properties that resemble one: as a listing met twice, or as another answer to the same wish. */

const mostCompared = 400

const comparedColumns = [
  'property.id', 'property.title', 'property.kind', 'property.transaction', 'property.region', 'property.department', 'property.commune', 'property.quartier',
  'property.latitude', 'property.longitude', 'property.priceAmount', 'property.pricePeriod', 'property.surfaceArea', 'property.landArea', 'property.bedrooms',
  'property.rooms', 'property.ownerId', 'property.reference',
] as const

/** Listings that look like this one met twice, the likeliest first. */
export async function duplicatesOf(ctx: QueryContext, probe: DuplicateProbe): Promise<DuplicateCandidate[]> {
  const judged = await judgeAgainstAgency(ctx, probe, null)
  const listed = new Map((await listRows(ctx, judged.map((one) => one.id))).map((row) => [row.id, row]))
  return judged.flatMap(({ id, reasons, likeness }) => {
    const row = listed.get(id)
    return row ? [{ row, reasons, likeness }] : []
  })
}

/** Which rows of an import the agency has already: by line, the reference of the property that each repeats. */
export async function repeatsOf(ctx: QueryContext, input: { batchId: string; rows: readonly (DuplicateProbe & { line: number })[] }): Promise<{ line: number; title: string; reference: string | null }[]> {
  const repeats = await Promise.all((await worthComparing(ctx, input.rows, input.batchId)).map(async (row) => {
    const [best] = await judgeAgainstAgency(ctx, row, input.batchId)
    return best ? [{ line: row.line, title: best.title, reference: best.reference }] : []
  }))
  return repeats.flat()
}

/** A first look, over the index alone: most rows of a new file share place and price, or an owner, with nothing on record. */
async function worthComparing<Row extends DuplicateProbe>(ctx: QueryContext, rows: readonly Row[], batchId: string): Promise<Row[]> {
  const keys = rows.map((row) => duplicateKey(row))
  const known = [...new Set(keys)].filter((key) => key !== null)
  if (!known.length) return []
  const onRecord = await ctx.from('propertyList').select(['duplicateKey', 'priceAmount']).distinct().where('duplicateKey', 'in', known)
    .where((where) => where.or([where('importId', 'is', null), where('importId', '!=', batchId)])).execute()
  const prices = new Map<string, (number | null)[]>()
  for (const { duplicateKey: key, priceAmount } of onRecord) prices.set(key, [...(prices.get(key) ?? []), priceAmount])
  const phones = await phonesOnRecord(ctx, rows.flatMap((row) => row.ownerPhones))
  return rows.filter((row, i) => {
    const asked = prices.get(keys[i] ?? '')
    if (!asked) return false
    const range = duplicatePrices(row.priceAmount)
    return row.ownerPhones.some((phone) => phones.has(phone)) || range === null || asked.some((price) => price === null || (price >= range.from && price <= range.to))
  })
}

/** Of these telephones, as they were typed, those that somebody in the agency has. */
async function phonesOnRecord(ctx: QueryContext, typed: readonly string[]): Promise<Set<string>> {
  const numbers = new Map(typed.flatMap((phone) => {
    const e164 = parsePhone(phone)?.e164
    return e164 ? [[phone, e164] as const] : []
  }))
  if (!numbers.size) return new Set()
  const rows = await ctx.from('contactPhone').select('e164').distinct().where('e164', 'in', [...new Set(numbers.values())]).where('deletedAt', 'is', null).execute()
  const found = new Set(rows.map((row) => row.e164))
  return new Set([...numbers].filter(([, e164]) => found.has(e164)).map(([phone]) => phone))
}

type Judged = { id: string; title: string; reference: string | null; reasons: DuplicateReason[]; likeness: number }

/** The rows that share the key and nearly the price, or the owner: few, since the index leads to them. */
async function judgeAgainstAgency(ctx: QueryContext, probe: DuplicateProbe, exceptImport: string | null): Promise<Judged[]> {
  const key = duplicateKey(probe)
  if (key === null) return []
  const subject = prepareDuplicate({ ...probe, ownerPhones: probe.ownerPhones.flatMap((phone) => parsePhone(phone)?.e164 ?? []) })
  const sameKey = ctx.from('propertyList')
    .innerJoin('property', (join) => join.onRef('property.agencyId', '=', 'propertyList.agencyId').onRef('property.id', '=', 'propertyList.id'))
    .select(comparedColumns).where('propertyList.duplicateKey', '=', key).where('propertyList.id', '!=', probe.id ?? '')
    .where((where) => where.or([where('propertyList.importId', 'is', null), where('propertyList.importId', '!=', exceptImport ?? '')]))
  const range = duplicatePrices(probe.priceAmount)
  // Titles are compared only where the figures do not already say that these are two: what is narrow sorts out what is dear.
  let alike = sameKey
  const surfaces = duplicatePrices(probe.surfaceArea)
  if (surfaces) alike = alike.where((where) => where.or([where('propertyList.surfaceArea', 'is', null), where.between('propertyList.surfaceArea', surfaces.from, surfaces.to)]))
  if (probe.bedrooms !== null) alike = alike.where((where) => where.or([where('propertyList.bedrooms', 'is', null), where('propertyList.bedrooms', '=', probe.bedrooms)]))
  const rows = await (range ? alike.where('propertyList.priceAmount', '>=', range.from).where('propertyList.priceAmount', '<=', range.to) : alike).limit(mostCompared).execute()
  if (range && probe.surfaceArea !== null) rows.push(...(await alike.where('propertyList.priceAmount', 'is', null).limit(mostCompared).execute()))
  if (subject.ownerPhones?.length) {
    const owners = await ctx.from('contactPhone').select('contactId').where('e164', 'in', subject.ownerPhones).where('deletedAt', 'is', null).execute()
    if (owners.length) rows.push(...(await sameKey.where('property.ownerId', 'in', owners.map((row) => row.contactId)).execute()))
  }
  const distinct = [...new Map(rows.map((row) => [row.id, row])).values()]
  const phones = subject.ownerPhones?.length ? await ownerPhones(ctx, distinct.flatMap((row) => (row.ownerId ? [row.ownerId] : []))) : new Map<string, string[]>()
  return distinct
    .map((row) => {
      const { duplicate, reasons, likeness } = judgePrepared(subject, prepareDuplicate({ ...row, surfaceArea: row.surfaceArea ?? row.landArea, ownerPhones: phones.get(row.ownerId ?? '') ?? [] }))
      return { id: row.id, title: row.title, reference: row.reference, duplicate, reasons, likeness }
    })
    .filter((one) => one.duplicate)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, 10)
}

async function ownerPhones(ctx: QueryContext, contactIds: readonly string[]): Promise<Map<string, string[]>> {
  const phones = new Map<string, string[]>()
  if (!contactIds.length) return phones
  for (const row of await ctx.from('contactPhone').select(['contactId', 'e164']).where('contactId', 'in', contactIds).where('deletedAt', 'is', null).execute())
    if (row.e164) phones.set(row.contactId, [...(phones.get(row.contactId) ?? []), row.e164])
  return phones
}

/** The nearest other properties of the same transaction that can be had, each with why it is near. */
export async function similarTo(ctx: QueryContext, input: { id: string; limit: number }): Promise<SimilarProperty[]> {
  const subject = await readProperty(ctx, input.id)
  const [nearby, elsewhere] = await Promise.all([candidates(ctx, subject, true), candidates(ctx, subject, false)])
  const seen = new Set<string>()
  const nearest = [...nearby, ...elsewhere]
    .filter((row) => !seen.has(row.id) && seen.add(row.id))
    .map((row) => ({ id: row.id, ...similarity(subject, row) }))
    .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, input.limit)
  const listed = new Map((await listRows(ctx, nearest.map((one) => one.id))).map((row) => [row.id, row]))
  return nearest.flatMap(({ id, distance, reasons }) => {
    const row = listed.get(id)
    return row ? [{ row, distance, reasons: [...reasons] }] : []
  })
}

/** A bounded choice to compare: the same family and about the same price, in the same quartier or anywhere. */
async function candidates(ctx: QueryContext, subject: Property, near: boolean) {
  let query = ctx.from('propertyList').select('propertyList.id')
    .where('propertyList.transaction', '=', subject.transaction)
    .where('propertyList.kind', 'in', kindFamilies[familyOf(subject.kind)])
    .where('propertyList.status', 'in', ['available', 'underOffer', 'draft'])
    .where('propertyList.id', '!=', subject.id)
  if (near && subject.quartier) query = query.where('propertyList.quartier', '=', subject.quartier)
  if (subject.priceAmount !== null) query = query.where('propertyList.priceAmount', '>=', Math.floor(subject.priceAmount * 0.6)).where('propertyList.priceAmount', '<=', Math.ceil(subject.priceAmount * 1.6))
  const ids = await query.orderBy('propertyList.updatedAt', 'desc').limit(mostCompared / 2).execute()
  return ids.length ? ctx.from('property').select(comparedColumns).where('property.id', 'in', ids.map((row) => row.id)).execute() : []
}
