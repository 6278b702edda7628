import type { Cell } from 'write-excel-file/node'
import type { AgentReport } from '../modules/crm/model-reports.ts'
import { formatPhone } from '../values/phone.ts'
import type { Reader } from './reader.ts'
import { footOf, monthSheet, summaryRows, titleRows } from './tally-rows.ts'
import { block, count, day, head, instant, text } from './workbook.ts'
import type { Sheet, Workbook } from './workbook.ts'

/** What one member did: figures, months, and the leads and talks behind them. */
export function agentWorkbook(report: AgentReport, reader: Reader): Workbook {
  const { t } = reader
  const name = t('report.agent.title')
  const { member, holds } = report
  const follows: Cell[][] = [
    [], [block(t('report.block.holds'))], [head(t('report.figure')), head(t('report.value'), true)],
    [text(t('report.of.openLeads')), count(holds.leads)], [text(t('report.of.heldClients')), count(holds.clients)], [text(t('report.of.heldProperties')), count(holds.properties)],
  ]
  const about = [member.position, member.email].filter(Boolean).join(' · ')
  const top = titleRows(report, name, member.name, reader)
  const summary: Sheet = {
    name: t('report.sheet.summary'), widths: [44, 14], frozen: { rows: top.length, columns: 0 }, landscape: false, rows: [...top, ...(about ? [[text(about)]] : []), ...follows, ...summaryRows(report.total, reader)],
  }
  return { ...footOf(report, `${name} – ${member.name}`, reader), sheets: [summary, monthSheet(report.months, report.total, reader), leads(report, reader), talks(report, reader)] }
}

function leads({ leads: rows, agency }: AgentReport, { t }: Reader): Sheet {
  return {
    name: t('report.sheet.leads'), widths: [30, 20, 28, 18, 20, 16, 17, 17, 30], frozen: { rows: 1, columns: 1 }, landscape: true,
    rows: [
      [head(t('lead.name')), head(t('contact.phone')), head(t('contact.email')), head(t('lead.source')), head(t('lead.status')), head(t('lead.qualification')), head(t('lead.createdAt'), true), head(t('lead.convertedAt'), true), head(t('lead.lostReason'))],
      ...rows.map((row) => [
        text(row.name), text(row.phoneE164 === null ? row.phone : formatPhone(row.phoneE164)), text(row.email), text(t(`lead.sources.${row.source}`)), text(t(`lead.statuses.${row.status}`)), text(t(`lead.qualifications.${row.qualification}`)),
        instant(row.createdAt, agency.zone), instant(row.convertedAt, agency.zone), text(row.lostReason),
      ]),
    ],
  }
}

function talks({ talks: rows, agency }: AgentReport, { t }: Reader): Sheet {
  return {
    name: t('report.sheet.talks'), widths: [17, 14, 14, 40, 28, 32, 14, 18, 12], frozen: { rows: 1, columns: 1 }, landscape: true,
    rows: [
      [head(t('interaction.at'), true), head(t('interaction.type')), head(t('interaction.channel')), head(t('interaction.subject')), head(t('report.with')), head(t('followUp.property')), head(t('interaction.status')), head(t('interaction.outcome')), head(`${t('interaction.durationMinutes')} (min)`, true)],
      ...rows.map((row) => [
        instant(row.at, agency.zone), text(t(`interaction.types.${row.type}`)), text(t(`followUp.channels.${row.channel}`)), text(row.subject), text(row.contactName ?? row.leadName), text(row.propertyTitle), text(t(`interaction.statuses.${row.status}`)),
        text(row.outcome && t(`interaction.outcomes.${row.outcome}`)), row.durationMinutes === null ? day(null) : count(row.durationMinutes),
      ]),
    ],
  }
}
