import { lead, leadSources, leadStatuses, qualifications } from '../../../../shared/modules/crm/model-lead.ts'
import type { Lead } from '../../../../shared/modules/crm/model-lead.ts'
import { timeframes } from '../../../../shared/modules/crm/model-search.ts'
import type { HistoryEntry } from '../../../../shared/modules/properties/model-views.ts'
import { propertyKinds, transactions } from '../../../../shared/modules/properties/model.ts'
import { currencySchema, formatMoney } from '../../../../shared/values/money.ts'
import { formatDay } from '../../../../shared/values/period.ts'
import type { ReadingFrame } from '../../properties/record/field-values.ts'
import type { ChangeLine, HistoryAct } from '../../properties/record/history-lines.ts'

type PlaceInWords = (place: Lead['places'][number]) => string
type Values = Record<string, unknown>

/** Told by another line, or of no interest to a reader. */
const quiet = new Set(['statusAt', 'phoneE164', 'currency', 'convertedAt', 'firstName', 'lastName', 'propertyId', 'versions', 'deletedAt'])
/** Fields whose values are words of the catalogue, and where those stand. */
const worded: Readonly<Record<string, { key: string; values: readonly string[] }>> = {
  status: { key: 'lead.statuses', values: leadStatuses },
  qualification: { key: 'lead.qualifications', values: qualifications },
  source: { key: 'lead.sources', values: leadSources },
  transaction: { key: 'property.transactions', values: transactions },
  timeframe: { key: 'search.timeframes', values: timeframes },
  kinds: { key: 'property.kinds', values: propertyKinds },
}

function inWords(field: string, values: Values, frame: ReadingFrame, placeInWords: PlaceInWords): string | null {
  const { t, language } = frame
  const value = values[field]
  if (value === null || value === undefined || value === '') return null
  const words = worded[field]
  const word = (one: unknown): string => (words && typeof one === 'string' && words.values.includes(one) ? t(`${words.key}.${one}` as 'lead.statuses.new') : String(one))
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => (field === 'places' ? placeInWords(one as Lead['places'][number]) : word(one))).join(', ')
  if (typeof value === 'boolean') return t(value ? 'common.answer.yes' : 'common.answer.no')
  if (typeof value === 'number') {
    const currency = currencySchema.safeParse(values['currency'])
    return formatMoney({ amount: value, currency: currency.success ? currency.data : frame.currency }, { language })
  }
  if (typeof value !== 'string') return null
  if (field === 'agentId' || field === 'contactId') return frame.nameOf(value) ?? t('history.someone')
  return field === 'nextActionOn' ? formatDay(value, { language }) : word(value)
}

function linesOf(entry: HistoryEntry, frame: ReadingFrame, placeInWords: PlaceInWords): ChangeLine[] {
  const { t } = frame
  const { patch, kind } = entry
  const before: Values = entry.before ?? {}
  const fact = (what: string, to: string | null = null): ChangeLine => ({ what, from: null, to, tells: 'fact' })
  if (entry.entity === 'interaction' || entry.entity === 'clientNote' || entry.entity === 'task') {
    const titles = { ...before, ...patch } as Values
    const title = titles['subject'] ?? titles['title']
    return [fact(t(`leads.page.change.${entry.entity}.${kind}`), typeof title === 'string' ? title : null)]
  }
  if (entry.entity !== 'lead') return []
  if (kind !== 'update') return [fact(t(kind === 'create' ? 'leads.page.created' : kind === 'delete' ? 'leads.page.gone' : 'leads.page.restored'))]
  return Object.keys(patch).flatMap((field): ChangeLine[] => {
    const declared = (lead.fields as Readonly<Record<string, { label: string }>>)[field]
    if (!declared || quiet.has(field)) return []
    const from = inWords(field, { ...patch, ...before }, frame, placeInWords)
    const to = inWords(field, { ...before, ...patch }, frame, placeInWords)
    return from === to ? [] : [{ what: t(declared.label as 'lead.name'), from, to, tells: 'values' }]
  })
}

/** Changes of one command told together, newest act first, as they came. */
export function leadActsOf(entries: readonly HistoryEntry[], frame: ReadingFrame, placeInWords: PlaceInWords): HistoryAct[] {
  const acts: HistoryAct[] = []
  for (const entry of entries) {
    const lines = linesOf(entry, frame, placeInWords)
    const last = acts.at(-1)
    if (last && last.commandId === entry.commandId) {
      last.lines.push(...lines)
      last.mayUndo ||= entry.mayUndo
      continue
    }
    const { commandId, commandName, at, typedAt, actorId, actorName, mayUndo, undoneBy, undoes } = entry
    acts.push({ commandId, commandName, at, typedAt, waiting: entry.seq === null, actorId, actorName, mayUndo, undoneBy, undoes, lines })
  }
  return acts.filter((act) => act.lines.length > 0)
}
