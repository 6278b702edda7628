import type { ClientSearch, WishedPlace } from '../../../shared/modules/crm/model-search.ts'
import { formatPlace, resolvePlace } from '../../../shared/values/place.ts'
import { AppError } from '../../../shared/values/error.ts'
import { invalidField } from '../../http/errors.ts'
import { minorUnits } from '../properties/decimals.ts'

/** What the mobile client says of places, amounts and ranges, as our commands take it. */

/** A place by its name, as far as the gazetteer knows it; what it does not know is a commune of that name. */
export function placeCalled(name: string): WishedPlace {
  const found = resolvePlace(name)
  return found ? { region: found.region, department: found.department, commune: found.commune, quartier: found.quartier } : { region: null, department: null, commune: name, quartier: null }
}

const levels = ['region', 'department', 'commune', 'quartier'] as const
const holds = (wide: WishedPlace, fine: WishedPlace): boolean => levels.every((level) => wide[level] === null || wide[level] === fine[level])

/** Towns and what lies in them: a town of which a part is named is not meant as a whole. */
export function placesCalled(cities: readonly string[], locations: readonly string[]): WishedPlace[] {
  const fine = locations.map(placeCalled)
  const wide = cities.map(placeCalled).filter((city) => !fine.some((place) => holds(city, place)))
  return [...new Map([...fine, ...wide].map((place) => [JSON.stringify(place), place])).values()]
}

export const placeName = (place: WishedPlace): string => formatPlace(place)

/** Integer minor units; `invalid_input` for more decimals than the currency has. */
export function amountOf(decimal: string | null | undefined, currency: string, field: string): number | null | undefined {
  if (decimal === null || decimal === undefined) return decimal
  const units = minorUnits(decimal, currency)
  if (units === null) throw invalidField(field, 'invalid')
  return units
}

/** "50000000-100000000", "80000000", "-100000000", "50000000-": least and most. Throws `invalid_input` for anything else. */
export function rangeOf(text: string, currency: string, field: string): { budgetMin: number | null; budgetMax: number | null } {
  const plain = text.replaceAll(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '').trim()
  const amount = String.raw`\d{1,15}(?:[.,]\d{1,2})?`
  const [, low, high] = new RegExp(`^(${amount})?\\s*[-–]\\s*(${amount})?$`).exec(plain) ?? [null, null, new RegExp(`^${amount}$`).exec(plain)?.[0]]
  if (!low && !high) throw invalidField(field, 'invalid')
  const [budgetMin, budgetMax] = [low, high].map((one) => (one ? amountOf(one.replace(',', '.'), currency, field)! : null)) as [number | null, number | null]
  mustRise(budgetMin, budgetMax, field)
  return { budgetMin, budgetMax }
}

/** Throws `invalid_input` at that field where the least is above the most. */
export function mustRise(low: number | null | undefined, high: number | null | undefined, field: string): void {
  if (typeof low === 'number' && typeof high === 'number' && low > high) throw invalidField(field, 'range_order')
}

/** Names of our fields in a refusal, as the mobile client wrote them. */
export async function inTheirWords<T>(fields: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { field, fields: problems } = error.params
    if (error.params['rule'] === 'range_order') throw invalidField(fields[String(field)] ?? String(field), 'range_order')
    const theirs = (name: string): string => fields[name.split('.').at(-1)!] ?? name
    if (typeof field === 'string') throw new AppError(error.code, { ...error.params, field: theirs(field) }, { cause: error })
    if (Array.isArray(problems)) throw new AppError(error.code, { ...error.params, fields: (problems as { path: string }[]).map((one) => ({ ...one, path: theirs(one.path) })) }, { cause: error })
    throw error
  }
}

export type SearchPatch = Partial<Omit<ClientSearch, 'id' | 'contactId'>>

export function said<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}
