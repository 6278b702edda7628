import type { Cell } from 'write-excel-file/node'
import { clientStatuses } from '../modules/crm/model.ts'
import { leadSources, leadStatuses } from '../modules/crm/model-lead.ts'
import type { AgencyReport } from '../modules/crm/model-reports.ts'
import { propertyKinds, statuses } from '../modules/properties/model.ts'
import type { Reader } from './reader.ts'
import { columnFigures, columnName, figure, footOf, monthSheet, sum, summaryRows, titleRows } from './tally-rows.ts'
import { block, count, head, text } from './workbook.ts'
import type { Sheet, Workbook } from './workbook.ts'

/** The whole agency: figures, its people, months, today's stock, where leads came from and how they stand. */
export function agencyWorkbook(report: AgencyReport, reader: Reader): Workbook {
  const { t } = reader
  const name = t('report.agency.title')
  const top = titleRows(report, name, report.agency.name, reader)
  const clients: Cell[][] = [
    [], [block(t('report.block.clients'))], [head(t('report.figure')), head(t('report.value'), true)],
    ...clientStatuses.flatMap((status) => report.clients.filter((one) => one.status === status).map((one) => [text(t(`contact.clientStatuses.${status}`)), count(one.count)])),
    [text(t('report.total'), sum), count(report.clients.reduce((all, one) => all + one.count, 0), sum)],
  ]
  const summary: Sheet = { name: t('report.sheet.summary'), widths: [44, 14], frozen: { rows: top.length, columns: 0 }, landscape: false, rows: [...top, ...summaryRows(report.total, reader), ...clients] }
  return {
    ...footOf(report, name, reader),
    sheets: [
      summary, team(report, reader), monthSheet(report.months, report.total, reader),
      crossed(t('report.sheet.properties'), t('property.kind'), propertyKinds, (kind) => t(`property.kinds.${kind}`), statuses, (status) => t(`property.statuses.${status}`), report.properties.map(({ kind, status, count: n }) => [kind, status, n]), reader),
      crossed(t('report.sheet.leads'), t('lead.source'), leadSources, (source) => t(`lead.sources.${source}`), leadStatuses, (status) => t(`lead.statuses.${status}`), report.leads.map(({ source, status, count: n }) => [source, status, n]), reader),
    ],
  }
}

function team({ team: members, total }: AgencyReport, reader: Reader): Sheet {
  const { t } = reader
  return {
    name: t('report.sheet.team'), widths: [28, 16, ...columnFigures.map(() => 14)], frozen: { rows: 1, columns: 1 }, landscape: true,
    rows: [
      [head(t('member.name')), head(t('member.role')), ...columnFigures.map((one) => head(columnName(one, reader), true))],
      ...members.map((member) => [text(member.name), text(t(`console.roles.${member.role}`)), ...columnFigures.map((name) => figure(member, name))]),
      // What nobody follows counts for the agency too.
      [text(t('report.total'), sum), text('', sum), ...columnFigures.map((name) => figure(total, name, sum))],
    ],
  }
}

/** How many of each are how: one way down, the other across, with sums at both ends. Rows and columns of noughts are left out. */
function crossed<Row extends string, Column extends string>(
  name: string, what: string, rows: readonly Row[], rowWord: (row: Row) => string, columns: readonly Column[], columnWord: (column: Column) => string, counts: readonly (readonly [Row, Column, number])[], { t }: Reader,
): Sheet {
  const of = (row: Row | null, column: Column | null): number => counts.reduce((all, [of_, how, n]) => ((row === null || of_ === row) && (column === null || how === column) ? all + n : all), 0)
  const across = columns.filter((column) => of(null, column) > 0)
  const lineOf = (word: string, row: Row | null, look: { bold?: boolean; ground?: boolean }): Cell[] => [text(word, look), ...across.map((column) => count(of(row, column), look)), count(of(row, null), { ...look, bold: true })]
  return {
    name, widths: [30, ...across.map(() => 14), 12], frozen: { rows: 1, columns: 1 }, landscape: true,
    rows: [[head(what), ...across.map((column) => head(columnWord(column), true)), head(t('report.total'), true)], ...rows.filter((row) => of(row, null) > 0).map((row) => lineOf(rowWord(row), row, {})), lineOf(t('report.total'), null, sum)],
  }
}
