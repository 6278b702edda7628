import type { Cell } from 'write-excel-file/node'
import { interactionTypes } from '../modules/crm/model-follow-up.ts'
import { leadSources, leadStatuses } from '../modules/crm/model-lead.ts'
import type { AgencyReport, AgentReport, MonthTally, Tally } from '../modules/crm/model-reports.ts'
import { formatDay, formatInstant } from '../values/period.ts'
import type { Reader } from './reader.ts'
import { block, count, head, hours, month, share, subtitle, text, title } from './workbook.ts'
import type { Sheet, Workbook } from './workbook.ts'

/** Rows that both workbooks have: what was counted, in all and month by month. */

type Figure = Exclude<keyof Tally, 'byStatus' | 'bySource' | 'byType'>
const leadFigures = ['leads', 'won', 'rate', 'lost', 'answered', 'responseHours', 'converted'] as const satisfies readonly Figure[]
const talkFigures = ['talks', 'visits', 'planned', 'missed'] as const satisfies readonly Figure[]
const taskFigures = ['tasksDone', 'tasksLate', 'tasksOpen'] as const satisfies readonly Figure[]
const newFigures = ['clients', 'properties'] as const satisfies readonly Figure[]
/** As columns, where each row is a month or a member. */
export const columnFigures = ['leads', 'won', 'rate', 'converted', 'lost', 'answered', 'responseHours', 'talks', 'visits', 'tasksDone', 'tasksLate', 'tasksOpen', 'clients', 'properties'] as const satisfies readonly Figure[]

export function figure(tally: Tally, name: Figure, look: { bold?: boolean; ground?: boolean } = {}): Cell {
  return name === 'rate' ? share(tally.rate, look) : name === 'responseHours' ? hours(tally.responseHours, look) : count(tally[name], look)
}

/** What a column of these is called. */
export function columnName(name: (typeof columnFigures)[number], { t }: Reader): string {
  return name in alone ? t(`report.column.${name as keyof typeof alone}`) : t(`report.of.${name}`)
}
const alone = { won: true, lost: true, answered: true, converted: true, responseHours: true, tasksLate: true, tasksOpen: true } as const

/** Whose it is, what it is, of when, and how it was counted: at the top of the first sheet. */
export function titleRows({ agency, at, by, period }: AgencyReport | AgentReport, name: string, subject: string, { t, language }: Reader): Cell[][] {
  const when = formatInstant(at, { language, zone: agency.zone })
  return [
    [title(`${name} – ${subject}`)],
    [subtitle(`${agency.name} · ${t('report.period', { from: formatDay(period.from, { language }), to: formatDay(period.to, { language }) })}`)],
    [subtitle(by ? t('report.made_by', { when, name: by }) : t('report.made', { when }))],
  ]
}

/** One under the other: what each is called, and how many. */
export function summaryRows(total: Tally, { t }: Reader): Cell[][] {
  const rowsOf = (name: string, figures: readonly Figure[]): Cell[][] => [[], [block(name)], [head(t('report.figure')), head(t('report.value'), true)], ...figures.map((one) => [text(t(`report.of.${one}`)), figure(total, one)])]
  const parts = <Value extends string>(name: string, values: readonly Value[], counts: Partial<Record<Value, number>>, word: (value: Value) => string): Cell[][] => [
    [], [block(name)], [head(t('report.figure')), head(t('report.value'), true)], ...values.flatMap((value) => (counts[value] ? [[text(word(value)), count(counts[value])]] : [])),
    [text(t('report.total'), sum), count(values.reduce((all, value) => all + (counts[value] ?? 0), 0), sum)],
  ]
  return [
    ...rowsOf(t('report.block.leads'), leadFigures), ...rowsOf(t('report.block.talks'), talkFigures), ...rowsOf(t('report.block.tasks'), taskFigures), ...rowsOf(t('report.block.new'), newFigures),
    ...parts(t('report.block.by_status'), leadStatuses, total.byStatus, (status) => t(`lead.statuses.${status}`)), ...parts(t('report.block.by_source'), leadSources, total.bySource, (source) => t(`lead.sources.${source}`)),
    ...parts(t('report.block.by_type'), interactionTypes, total.byType, (type) => t(`interaction.types.${type}`)),
    [], [subtitle(t('report.counted_from'))],
  ]
}

export const sum = { bold: true, ground: true } as const

/** A row a month, and the whole period below. */
export function monthSheet(months: readonly MonthTally[], total: Tally, reader: Reader): Sheet {
  const { t } = reader
  return {
    name: t('report.sheet.months'), widths: [12, ...columnFigures.map(() => 14)], frozen: { rows: 1, columns: 1 }, landscape: true,
    rows: [
      [head(t('report.month')), ...columnFigures.map((one) => head(columnName(one, reader), true))], ...months.map((one) => [month(one.from), ...columnFigures.map((name) => figure(one, name))]),
      [text(t('report.total'), sum), ...columnFigures.map((name) => figure(total, name, sum))],
    ],
  }
}

/** What stands at the foot of each printed page. */
export const footOf = ({ agency, period }: AgencyReport | AgentReport, name: string, { t, language }: Reader): Pick<Workbook, 'foot' | 'pages'> => ({
  foot: `${agency.name} – ${name} – ${t('report.period', { from: formatDay(period.from, { language }), to: formatDay(period.to, { language }) })}`, pages: t('report.page', { page: '&P', pages: '&N' }),
})
