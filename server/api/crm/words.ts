import { z } from 'zod'
import { clientStatuses, consentChannels, contactTimes, maritalStatuses, priorities } from '../../../shared/modules/crm/model.ts'
import { interactionChannels, interactionStatuses, interactionTypes, noteTypes, outcomes, repeatUnits, taskStates } from '../../../shared/modules/crm/model-follow-up.ts'
import { interestLevels, interestStates, interestSteps } from '../../../shared/modules/crm/model-interest.ts'
import { leadSources, leadStatuses, qualifications } from '../../../shared/modules/crm/model-lead.ts'
import { dealBreakerNames, financings } from '../../../shared/modules/crm/model-search.ts'
import type { DealBreaker, timeframes } from '../../../shared/modules/crm/model-search.ts'
import { amenityNames } from '../../../shared/modules/properties/model-amenities.ts'
import type { Amenity } from '../../../shared/modules/properties/model-amenities.ts'
import { flagNames, flagWords, ours, snake } from '../properties/fields.ts'

/** The words of the mobile client for the values of the CRM, in both directions: here, and nowhere else. */

type Snake<T extends string> = T extends `${infer Head}${infer Tail}` ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}` : T
type Words<T extends string> = { readonly [K in T]: Snake<K> }

function wordsOf<const T extends string>(names: readonly T[]): Words<T> {
  return Object.fromEntries(names.map((name) => [name, snake(name)])) as Words<T>
}

export const clientStatusWords = wordsOf(clientStatuses)
export const priorityWords = wordsOf(priorities)
export const contactMethodWords = wordsOf(consentChannels)
export const contactTimeWords = wordsOf(contactTimes)
export const maritalWords = wordsOf(maritalStatuses)
export const financingWords = wordsOf(financings)
export const leadSourceWords = wordsOf(leadSources)
export const leadStatusWords = wordsOf(leadStatuses)
export const qualificationWords = wordsOf(qualifications)
export const timeframeWords = {
  immediate: 'immediate', withinMonth: 'within_month', withinThreeMonths: 'within_3_months', withinSixMonths: 'within_6_months', withinYear: 'within_year', exploring: 'exploring',
} as const satisfies Record<(typeof timeframes)[number], string>
/** The replaced system knew texts as `sms` alone. */
export const talkTypeWords = { ...wordsOf(interactionTypes), message: 'sms' } as const
export const talkChannelWords = wordsOf(interactionChannels)
export const outcomeWords = wordsOf(outcomes)
export const talkStatusWords = wordsOf(interactionStatuses)
export const noteTypeWords = wordsOf(noteTypes)
export const taskStateWords = wordsOf(taskStates)
export const repeatWords = wordsOf(repeatUnits)
export const stepWords = wordsOf(interestSteps)
export const levelWords = wordsOf(interestLevels)
export const interestStateWords = wordsOf(interestStates)

/** A field that takes these words. */
export const wordOf = <W extends Readonly<Record<string, string>>>(words: W) => z.enum(Object.values(words) as [W[keyof W], ...W[keyof W][]])

/** Theirs into ours; nothing stays nothing. */
export function toOurs<W extends Record<string, string>>(words: W, theirs: string): keyof W
export function toOurs<W extends Record<string, string>>(words: W, theirs: string | undefined): keyof W | undefined
export function toOurs<W extends Record<string, string>>(words: W, theirs: string | null | undefined): keyof W | null | undefined
export function toOurs<W extends Record<string, string>>(words: W, theirs: string | null | undefined): keyof W | null | undefined {
  return theirs === null || theirs === undefined ? theirs : ours(words, theirs)
}

/** What a property has: `has_parking` as on the property itself, or our own name. */
export const featureWord = (amenity: Amenity): string => flagNames.find((flag) => flagWords[flag] === amenity) ?? snake(amenity)
export const breakerWord = (breaker: DealBreaker): string => ((amenityNames as readonly string[]).includes(breaker) ? featureWord(breaker as Amenity) : snake(breaker))

const features = new Map<string, Amenity>([...amenityNames.flatMap((name) => [[name, name], [snake(name), name]] as const), ...flagNames.map((flag) => [flag, flagWords[flag] as Amenity] as const)])
const breakers = new Map<string, DealBreaker>([...dealBreakerNames.flatMap((name) => [[name, name], [snake(name), name]] as const), ...features])
export const featureOf = (word: string): Amenity | undefined => features.get(word)
export const breakerOf = (word: string): DealBreaker | undefined => breakers.get(word)
