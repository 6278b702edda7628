import type { z } from 'zod'
import { logoOf } from '../../shared/documents/logo.ts'
import { orderDocument } from '../../shared/documents/room.ts'
import type { Asked } from '../../shared/documents/write.ts'
import type { Language } from '../../shared/language/index.ts'
import type { FileRow } from '../../shared/modules/core/model.ts'
import type { AgencyReport, AgentReport, agentReportInput, ClientReport, clientReportInput, FileMade, periodInput } from '../../shared/modules/crm/model-reports.ts'
import type { ConnectionContext } from './connection.ts'
import type { Handling } from './router.ts'

type In<T extends z.ZodType> = z.output<T> & { language: Language }

/** Reports: the reader gives the facts, to whoever may have them, and the room of documents makes the file. All of it without a network. */
export function reportHandlers({ parts, signedIn }: Handling) {
  const ask = (name: string, input: unknown, context: ConnectionContext) => parts.desk().workspace.reader.ask(name, input, signedIn(context))
  async function made(asked: Asked): Promise<FileMade> {
    const { name, mime, bytes } = await orderDocument(asked)
    return { name, mime, base64: Buffer.from(bytes).toString('base64') }
  }
  return {
    async client({ language, ...input }: In<typeof clientReportInput>, context: ConnectionContext): Promise<FileMade> {
      const report = (await ask('reports.client', input, context)) as ClientReport
      const { logoFileId } = report.agency
      const { agencyId } = signedIn(context)
      const logo = logoFileId === null ? null : await logoOf(parts.blobs, { ...((await ask('files.read', { fileId: logoFileId }, context)) as FileRow), agencyId })
      return made({ kind: 'client', report, logo, language })
    },
    async agent({ language, ...input }: In<typeof agentReportInput>, context: ConnectionContext): Promise<FileMade> {
      return made({ kind: 'agent', report: (await ask('reports.agent', input, context)) as AgentReport, language })
    },
    async agency({ language, ...input }: In<typeof periodInput>, context: ConnectionContext): Promise<FileMade> {
      return made({ kind: 'agency', report: (await ask('reports.agency', input, context)) as AgencyReport, language })
    },
  }
}
