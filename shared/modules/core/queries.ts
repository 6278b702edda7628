import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { dayOfWork } from '../crm/index.ts'
import { historyOf, propertyDashboard, scopesOf } from '../properties/index.ts'
import type { ActivityPage, Dashboard, LogPage } from './model-views.ts'
import { actorId } from '../../values/actor.ts'
import { AppError } from '../../values/error.ts'
import { file, savedView } from './model.ts'
import type { FileRow, SavedView } from './model.ts'
import { searchEverything } from './queries-search.ts'
import { titlesOf } from './titles.ts'
import { agencyUsage } from './usage.ts'

export const coreQueries = [
  defineQuery('core.search', (ctx, input: { text: string; limit: number }) => searchEverything(ctx, input)),

  defineQuery('core.dashboard', async (ctx): Promise<Dashboard> => {
    const { contacts } = await ctx.from('contact').where('deletedAt', 'is', null).where('mergedInto', 'is', null).select(({ fn }) => fn.countAll<number>().as('contacts')).executeTakeFirstOrThrow()
    return { ...(await propertyDashboard(ctx)), contacts: Number(contacts), work: await dayOfWork(ctx) }
  }),

  /** One line a command, newest first; a run of many rows says how many. */
  defineQuery('core.activity', async (ctx, { contactId = null, ...input }: { contactId?: string | null; beforeSeq: number | null; limit: number }): Promise<ActivityPage> => {
    const { entries, more } = await historyOf(ctx, contactId === null ? { ids: null, ...input, oneForEachCommand: true } : { ids: await rowsOfContact(ctx, contactId), ...input })
    const titles = await titlesOf(ctx, entries.map((entry) => entry.entityId))
    return { entries: (contactId === null ? entries : firstOfEach(entries)).map((entry) => ({ ...entry, title: titles.get(entry.entityId) ?? null })), more }
  }),

  /** What happened to a lead, and to the talks, notes and tasks about it, newest first. */
  defineQuery('leads.history', async (ctx, { id, beforeSeq, limit }: { id: string; beforeSeq: number | null; limit: number }) => {
    const row = await ctx.from('lead').select(['agentId', 'createdBy']).where('id', '=', id).executeTakeFirst()
    if (!row) throw new AppError('not_found', { entity: 'lead', id })
    const parts: string[] = []
    for (const table of ['interaction', 'clientNote', 'task'] as const) for (const part of await ctx.from(table as 'task').select('id').where('leadId', '=', id).execute()) parts.push(part.id)
    return historyOf(ctx, { ids: [id, ...parts], beforeSeq, limit, owned: ctx.actor.kind === 'member' && (ctx.actor.role !== 'agent' || (row.agentId ?? row.createdBy) === ctx.actor.memberId) })
  }),

  /** The same for whoever turns pages by number. */
  defineQuery('core.log', (ctx, input: { offset: number; limit: number }): Promise<LogPage> => logPage(ctx, input)),

  defineQuery('agency.usage', (ctx) => agencyUsage(ctx.executor, ctx.agencyId)),

  /** The row of a stored file; its bytes are read by whoever keeps them. */
  defineQuery('files.read', async (ctx, input: { fileId: string }): Promise<FileRow> => {
    const row = await ctx.from('file').selectAll().where('id', '=', input.fileId).executeTakeFirst()
    if (!row) throw new AppError('not_found', { entity: 'file', id: input.fileId })
    return decodeRow(file, row) as FileRow
  }),

  /** The rows of these files; those that are not of this agency are left out. */
  defineQuery('files.some', async (ctx, { fileIds }: { fileIds: readonly string[] }): Promise<FileRow[]> => {
    if (fileIds.length === 0) return []
    const rows = await ctx.from('file').selectAll().where('id', 'in', [...new Set(fileIds)]).execute()
    return rows.map((row) => decodeRow(file, row) as FileRow)
  }),

  /** What a member has sent, the newest first. */
  defineQuery('files.mine', async (ctx, { offset, limit }: { offset: number; limit: number }): Promise<{ rows: FileRow[]; count: number }> => {
    const mine = ctx.from('file').where('createdBy', '=', actorId(ctx.actor)).where('deletedAt', 'is', null)
    const [rows, counted] = await Promise.all([
      mine.selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute(),
      mine.select((count) => count.fn.countAll<number>().as('n')).executeTakeFirst(),
    ])
    return { rows: rows.map((row) => decodeRow(file, row) as FileRow), count: Number(counted?.n ?? 0) }
  }),

  defineQuery('views.list', async (ctx, input: { list: SavedView['list'] }): Promise<SavedView[]> => {
    const me = ctx.actor.kind === 'member' ? ctx.actor.memberId : ''
    const rows = await ctx.from('savedView').selectAll().where('memberId', '=', me).where('list', '=', input.list).where('deletedAt', 'is', null).orderBy('position').execute()
    return rows.map((row) => decodeRow(savedView, row) as SavedView)
  }),
]

/** A record and everything that belongs to it, also what is gone. */
async function rowsOfContact(ctx: QueryContext, contactId: string): Promise<string[]> {
  const parts = ['contactRole', 'contactPhone', 'contactTag', 'contactConsent', 'clientSearch', 'interaction', 'clientNote', 'task', 'interest', 'lead'] as const
  const rows = await Promise.all(parts.map((part) => ctx.from(part as 'task').select('id').where('contactId', '=', contactId).execute()))
  return [contactId, ...rows.flat().map(({ id }) => id)]
}

/** One line a command, as in the history of the agency. */
function firstOfEach<Entry extends { commandId: string }>(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>()
  return entries.filter(({ commandId }) => !seen.has(commandId) && seen.add(commandId))
}

async function logPage(ctx: QueryContext, { offset, limit }: { offset: number; limit: number }): Promise<LogPage> {
  const decided = ctx.from('change').where('change.seq', 'is not', null).where('change.n', '=', 0).where('change.scope', 'in', scopesOf(ctx))
  const [rows, counted] = await Promise.all([
    decided.leftJoin('member', (join) => join.onRef('member.agencyId', '=', 'change.agencyId').onRef('member.id', '=', 'change.actorId'))
      .leftJoin('command', (join) => join.onRef('command.agencyId', '=', 'change.agencyId').onRef('command.id', '=', 'change.commandId'))
      .select(['change.commandId', 'command.name as commandName', 'change.at', 'change.actorId', 'member.name as actorName', 'member.accountId', 'change.entity', 'change.entityId'])
      .select((row) => row.selectFrom('change as part').whereRef('part.agencyId', '=', 'change.agencyId').whereRef('part.commandId', '=', 'change.commandId')
        .select(({ fn }) => fn.countAll<number>().as('n')).as('rows'))
      .orderBy('change.seq', 'desc').offset(offset).limit(limit).execute(),
    decided.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ])
  const titles = await titlesOf(ctx, rows.map((row) => row.entityId))
  return { count: Number(counted.n), entries: rows.map((row) => ({ ...row, commandName: row.commandName ?? '', rows: Number(row.rows ?? 1), title: titles.get(row.entityId) ?? null })) }
}
