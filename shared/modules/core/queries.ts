import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { decodeRow } from '../../command/recorder-rows.ts'
import { mostCandidates, searchCandidates } from '../../database/search.ts'
import type { Candidate } from '../../database/search.ts'
import { contactBriefs, contactIds } from '../crm/index.ts'
import { historyOf, listRows, propertyDashboard, scopesOf } from '../properties/index.ts'
import type { ActivityPage, Dashboard, LogPage, SearchHit } from './model-views.ts'
import { actorId } from '../../values/actor.ts'
import { AppError } from '../../values/error.ts'
import { file, savedView } from './model.ts'
import type { FileRow, SavedView } from './model.ts'
import { titlesOf } from './titles.ts'
import { agencyUsage } from './usage.ts'

export const coreQueries = [
  defineQuery('core.search', (ctx, input: { text: string; limit: number }) => searchEverything(ctx, input)),

  defineQuery('core.dashboard', async (ctx): Promise<Dashboard> => {
    const { contacts } = await ctx.from('contact').where('deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('contacts')).executeTakeFirstOrThrow()
    return { ...(await propertyDashboard(ctx)), contacts: Number(contacts) }
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

async function searchEverything(ctx: QueryContext, input: { text: string; limit: number }): Promise<SearchHit[]> {
  const reading = { executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }
  const { words, rows } = await searchCandidates(reading, ['property', 'contact', 'contactPhone', 'member'], input.text)
  const ranked = rank(rows, words)
  const hits = new Map<string, SearchHit>()
  // A person found by name and by two telephones is one hit, and one who is gone is none: then the next ones are looked at.
  for (let from = 0; from < ranked.length && hits.size < input.limit; from += input.limit)
    for (const hit of await hitsOf(ctx, ranked.slice(from, from + input.limit))) if (!hits.has(hit.id)) hits.set(hit.id, hit)
  return [...hits.values()].slice(0, input.limit)
}

async function hitsOf(ctx: QueryContext, found: readonly Candidate[]): Promise<SearchHit[]> {
  const of = (entity: string) => found.filter((row) => row.entity === entity)
  const properties = new Map((await listRows(ctx, of('property').map((row) => row.entityId))).map((row) => [row.id, row]))
  const contacts = new Map((await contactBriefs(ctx, await contactIds(ctx, found))).map((brief) => [brief.id, brief]))
  const phoneOwners = new Map([...contacts.values()].flatMap((brief) => brief.phones.map((phone) => [phone.id, brief.id] as const)))
  const memberIds = of('member').map((row) => row.entityId)
  const members = new Map((memberIds.length ? await ctx.from('member').select(['id', 'name', 'email']).where('id', 'in', memberIds).execute() : []).map((row) => [row.id, row]))
  return found.flatMap(({ entity, entityId }): SearchHit[] => {
    const row = entity === 'property' ? properties.get(entityId) : undefined
    if (row) return [{
      entity: 'property', id: row.id, title: row.title, detail: [row.quartier, row.commune ?? row.region].filter((part, i, all) => part && all.indexOf(part) === i).join(', '),
      status: row.status, photoFileId: row.photoFileId, reference: row.reference,
    }]
    const contact = entity === 'contact' ? contacts.get(entityId) : entity === 'contactPhone' ? contacts.get(phoneOwners.get(entityId) ?? '') : undefined
    if (contact) return [{ entity: 'contact', id: contact.id, title: contact.name, detail: contact.phones[0]?.typed ?? contact.email ?? '' }]
    const member = entity === 'member' ? members.get(entityId) : undefined
    return member ? [{ entity: 'member', id: member.id, title: member.name, detail: member.email }] : []
  })
}

/**
 * Our own order among the candidates: words found whole before beginnings, at the front of the text before further on,
 * the newest first among equals.
 */
function rank(rows: readonly Candidate[], words: readonly (readonly string[])[]): Candidate[] {
  const scored = rows.slice(0, mostCandidates).map((row) => {
    const text = ` ${row.folded} `
    let score = row.entity === 'property' ? 0 : 1
    for (const spellings of words) {
      const whole = Math.min(...spellings.map((word) => positionOf(text, ` ${word} `)))
      const begun = Math.min(...spellings.map((word) => positionOf(text, ` ${word}`)))
      score += whole < Infinity ? 10 - Math.min(whole, 90) / 10 : begun < Infinity ? 5 - Math.min(begun, 90) / 20 : 0
    }
    return { row, score }
  })
  return scored.toSorted((a, b) => b.score - a.score || b.row.id - a.row.id).map(({ row }) => row)
}

function positionOf(text: string, part: string): number {
  const at = text.indexOf(part)
  return at < 0 ? Infinity : at
}
