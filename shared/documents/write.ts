import type { Language } from '../language/index.ts'
import type { AgencyReport, AgentReport, ClientReport } from '../modules/crm/model-reports.ts'
import { agencyWorkbook } from './agency-workbook.ts'
import { agentWorkbook } from './agent-workbook.ts'
import { clientPaper } from './client-paper.ts'
import { pdf, xlsx } from './kinds.ts'
import { writePaper } from './paper.ts'
import { fileWord, readerOf } from './reader.ts'
import { writeWorkbook } from './workbook.ts'

/** What is to be written, from facts that a query gave. `logo`: a PNG. */
export type Asked =
  | { kind: 'client'; report: ClientReport; logo: Uint8Array | null; language: Language }
  | { kind: 'agent'; report: AgentReport; language: Language }
  | { kind: 'agency'; report: AgencyReport; language: Language }
export type WrittenDocument = { name: string; mime: string; bytes: Uint8Array }

/** Takes from 20 ms to a second, most of it once for loading; in a thread of its own (room.ts), so that nobody waits for it. */
export async function writeDocument(asked: Asked): Promise<WrittenDocument> {
  const reader = readerOf(asked.language)
  const { t } = reader
  switch (asked.kind) {
    case 'client':
      return { name: `${t('report.name.client', { name: fileWord(asked.report.view.contact.name) })}.pdf`, mime: pdf, bytes: await writePaper(clientPaper(asked.report, asked.logo, reader), reader) }
    case 'agent':
      return { name: `${t('report.name.agent', { name: fileWord(asked.report.member.name), ...asked.report.period })}.xlsx`, mime: xlsx, bytes: await writeWorkbook(agentWorkbook(asked.report, reader)) }
    case 'agency':
      return { name: `${t('report.name.agency', asked.report.period)}.xlsx`, mime: xlsx, bytes: await writeWorkbook(agencyWorkbook(asked.report, reader)) }
  }
}
