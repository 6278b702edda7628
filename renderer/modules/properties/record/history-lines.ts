import { property, propertyDocument, propertyPhoto } from '../../../../shared/modules/properties/model.ts'
import type { HistoryEntry } from '../../../../shared/modules/properties/model-views.ts'
import { amenityNames } from '../../../../shared/modules/properties/model-amenities.ts'
import { priceInWords, valueInWords } from './field-values.ts'
import type { ReadingFrame } from './field-values.ts'

/** One thing that changed: "Prix : 900 000 F CFA → 850 000 F CFA". `what` alone where there is no value to tell. */
export type ChangeLine = { what: string; from: string | null; to: string | null; tells: 'values' | 'fact' }

/** Everything one person did in one act. */
export type HistoryAct = {
  commandId: string
  commandName: string
  at: number
  typedAt: number
  waiting: boolean
  actorId: string
  actorName: string | null
  mayUndo: boolean
  undoneBy: string | null
  undoes: string | null
  lines: ChangeLine[]
}

const priceFields = ['priceAmount', 'priceCurrency', 'pricePeriod']
/** Told by another line, or of no interest to a reader. */
const quiet = new Set([
  'country',
  'priceCurrency',
  'pricePeriod',
  'importId',
  'importLine',
  'publishedAt',
  'propertyId',
  'fileId',
  'deletedAt',
  'versions',
])

function labelOf(entity: string, field: string, { t }: ReadingFrame): string {
  const declaration = entity === 'propertyPhoto' ? propertyPhoto : entity === 'propertyDocument' ? propertyDocument : property
  const declared = (declaration.fields as Record<string, { label: string }>)[field]
  return declared ? t(declared.label as 'property.title') : field
}

function fieldLines(entry: HistoryEntry, frame: ReadingFrame): ChangeLine[] {
  const { patch, before } = entry
  const lines: ChangeLine[] = []
  if (priceFields.some((field) => field in patch)) {
    const was = before ?? {}
    const full = (part: Record<string, unknown>) => ({ priceCurrency: patch['priceCurrency'] ?? was['priceCurrency'], ...part })
    const from = before ? priceInWords(full(was), frame) : null
    const to = priceInWords(full(patch), frame)
    if (from !== to) lines.push({ what: frame.t('property.price'), from, to, tells: 'values' })
  }
  for (const [field, value] of Object.entries(patch)) {
    if (field === 'priceAmount' || quiet.has(field)) continue
    const what = labelOf(entry.entity, field, frame)
    if (field === 'primaryPhotoId') {
      if (value !== null) lines.push({ what, from: null, to: null, tells: 'fact' })
      continue
    }
    if (entry.entity === 'propertyPhoto' && field === 'position') {
      lines.push({ what: frame.t('history.photoMoved'), from: null, to: null, tells: 'fact' })
      continue
    }
    const from = before ? valueInWords(field, before[field], frame) : null
    const to = valueInWords(field, value, frame)
    if (from !== to) lines.push({ what, from, to, tells: 'values' })
  }
  return lines
}

function fact(what: string, to: string | null = null): ChangeLine {
  return { what, from: null, to, tells: 'fact' }
}

/** What one change says, in words. */
export function linesOf(entry: HistoryEntry, frame: ReadingFrame): ChangeLine[] {
  const { t } = frame
  const gone = entry.kind === 'delete'
  const values = { ...entry.before, ...entry.patch }
  switch (entry.entity) {
    case 'propertyAmenity': {
      const name = amenityNames.find((known) => known === values['amenity'])
      return [fact(t(gone ? 'history.amenityRemoved' : 'history.amenityAdded'), name ? t(`property.amenity.${name}`) : null)]
    }
    case 'propertyPhoto':
      if (entry.kind === 'update') return fieldLines(entry, frame)
      return [
        fact(
          t(gone ? 'history.photoRemoved' : entry.kind === 'restore' ? 'history.photoRestored' : 'history.photoAdded'),
          valueInWords('caption', values['caption'], frame),
        ),
      ]
    case 'propertyDocument':
      if (entry.kind === 'update') return fieldLines(entry, frame)
      return [
        fact(
          t(gone ? 'history.documentRemoved' : entry.kind === 'restore' ? 'history.documentRestored' : 'history.documentAdded'),
          valueInWords('title', values['title'], frame),
        ),
      ]
    default:
      if (entry.kind === 'create') return [fact(t(entry.patch['importId'] ? 'history.imported' : 'history.created'))]
      if (gone) return [fact(t('history.deleted'))]
      if (entry.kind === 'restore') return [fact(t('history.restored'))]
      return fieldLines(entry, frame)
  }
}

/** Changes of one command told together, newest act first, as they came. */
export function actsOf(entries: readonly HistoryEntry[], frame: ReadingFrame): HistoryAct[] {
  const acts: HistoryAct[] = []
  for (const entry of entries) {
    const last = acts.at(-1)
    const lines = linesOf(entry, frame)
    if (last && last.commandId === entry.commandId) {
      last.lines.push(...lines)
      last.mayUndo ||= entry.mayUndo
      continue
    }
    const { commandId, commandName, at, typedAt, actorId, actorName, mayUndo, undoneBy, undoes } = entry
    acts.push({
      commandId,
      commandName,
      at,
      typedAt,
      waiting: entry.seq === null,
      actorId,
      actorName,
      mayUndo,
      undoneBy,
      undoes,
      lines,
    })
  }
  return acts.filter((act) => act.lines.length > 0)
}
