import { allQuartiers, communes, departments, foldPlace, regions, resolvePlace } from '../../../shared/values/place.ts'
import type { Place } from './field-types.ts'

type Names = Pick<Place, 'region' | 'department' | 'commune' | 'quartier'>
export type PlaceOption = Names & {
  key: string
  /** The finest name: what people say. */
  name: string
  level: 'quartier' | 'commune' | 'department' | 'region'
  /** What it lies in, for telling two of one name apart. */
  within: string
}

function option(level: PlaceOption['level'], name: string, names: Names): PlaceOption {
  const within = [names.commune, names.department, names.region].filter((part): part is string => part !== null && part !== name)
  return {
    ...names,
    key: `${level}/${names.department ?? ''}/${names.commune ?? ''}/${name}`,
    name,
    level,
    within: [...new Set(within)].slice(0, 2).join(', '),
  }
}

const none = { region: null, department: null, commune: null, quartier: null }

/** Every place known to the gazetteer, the finest first. */
const all: readonly { option: PlaceOption; folded: string }[] = [
  ...allQuartiers.map((place) =>
    option('quartier', place.name, {
      region: place.region,
      department: place.department,
      commune: place.commune,
      quartier: place.name,
    }),
  ),
  ...communes.map((place) =>
    option('commune', place.name, { ...none, region: place.region, department: place.department, commune: place.name }),
  ),
  ...departments.map((place) => option('department', place.name, { ...none, region: place.region, department: place.name })),
  ...regions.map((place) => option('region', place.name, { ...none, region: place.name })),
].map((one) => ({ option: one, folded: foldPlace(one.name) }))

/** At most `limit` places for what is typed: names that begin so, then that contain it, then what a misspelling may mean. */
export function placesLike(typed: string, limit = 8): PlaceOption[] {
  const wanted = foldPlace(typed)
  if (wanted === '') return all.slice(0, limit).map(({ option: one }) => one)
  const begins = all.filter(({ folded }) => folded.startsWith(wanted))
  const contains = all.filter(({ folded }) => !folded.startsWith(wanted) && folded.includes(wanted))
  const found = [...begins, ...contains].map(({ option: one }) => one)
  const meant = resolvePlace(typed)
  const finest = meant?.quartier ?? meant?.commune ?? meant?.department ?? meant?.region ?? null
  const guess =
    finest === null
      ? undefined
      : all.find(({ option: one }) => one.name === finest && (meant?.department == null || one.department === meant.department))
  const options = guess && !found.includes(guess.option) ? [guess.option, ...found] : found
  return options.slice(0, limit)
}

export function namesOf({ region, department, commune, quartier }: Names): Names {
  return { region, department, commune, quartier }
}
