import type { Contact, MergeChoice } from './model.ts'

/** What one record of a person takes from another: whatever it does not say itself. Where both speak, its own word stands. */

const taken = [
  'firstName', 'lastName', 'email', 'birthDate', 'language', 'address', 'source', 'nationality', 'maritalStatus', 'preferredChannel', 'preferredTime', 'agentId',
] as const satisfies readonly (keyof Contact)[]

/** How far each is as a client: the further one counts. */
const standing: readonly (Contact['clientStatus'])[] = [null, 'archived', 'inactive', 'prospect', 'active', 'client']
const urgencies: readonly (Contact['priority'])[] = [null, 'low', 'medium', 'high', 'urgent']

export function mergedValues(kept: Contact, merged: Contact): Partial<Contact> {
  const values: Partial<Record<keyof Contact, unknown>> = {}
  for (const name of taken) if (kept[name] === null && merged[name] !== null) values[name] = merged[name]
  // First and last name are one: half a name of each would be nobody's.
  if (kept.firstName !== null || kept.lastName !== null) {
    delete values.firstName
    delete values.lastName
  }
  const notes = joinedTexts(kept.notes, merged.notes, 5000)
  if (notes !== kept.notes) values.notes = notes
  const later = <T>(order: readonly T[], one: T, other: T): T => (order.indexOf(other) > order.indexOf(one) ? other : one)
  return { ...values, clientStatus: later(standing, kept.clientStatus, merged.clientStatus), priority: later(urgencies, kept.priority, merged.priority) } as Partial<Contact>
}

/** Where the word of the merged record counts, the two change places: what did not count stays readable on the other one. */
export function chosenValues(kept: Contact, merged: Contact, take: readonly MergeChoice[]): { into: Partial<Contact>; from: Partial<Contact> } {
  // A name, or how it is written in two parts, is one; what is not said there cannot be chosen.
  const isName = (name: MergeChoice): boolean => name === 'firstName' && (merged.firstName !== null || merged.lastName !== null)
  const names = take.flatMap((name): (keyof Contact)[] => (isName(name) ? ['firstName', 'lastName'] : merged[name] === null ? [] : [name]))
  const of = (row: Contact): Partial<Contact> => Object.fromEntries(names.map((name) => [name, row[name]]))
  return { into: of(merged), from: of(kept) }
}

/** Fields in which the merged record says something else: shown beside the other, so that nothing is lost. */
export function differingFields(kept: Contact, merged: Contact): (keyof Contact)[] {
  return (['name', 'kind', ...taken] as const).filter((name) => merged[name] !== null && merged[name] !== kept[name])
}

/** One below the other; a text that the other holds already is not said twice. What does not fit stays on its own record. */
export function joinedTexts(one: string | null, other: string | null, most: number): string | null {
  if (!other || one?.includes(other)) return one
  if (!one) return other
  const both = `${one}\n\n${other}`
  return both.length > most ? one : both
}
