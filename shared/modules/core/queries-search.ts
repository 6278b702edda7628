import type { QueryContext } from '../../command/query.ts'
import { searchGroups } from '../../database/search.ts'
import type { Candidate } from '../../database/search.ts'
import { contactBriefs, contactIds, followUpBriefs, leadBriefs, livingContacts } from '../crm/index.ts'
import { listRows } from '../properties/index.ts'
import type { SearchHit } from './model-views.ts'

/** Everything the agency has, by a few letters: what there is, and what was said or is to be done about it. */

/** Of the newest rows that match so many are looked at: a word of every second talk is in 25,000 of them. */
const among = 4000
const groups = [
  { entities: ['property', 'contact', 'contactPhone', 'member', 'lead'], most: 500 },
  { entities: ['task', 'interaction', 'clientNote'], most: 100 },
] as const
const isSaid = new Set<string>(groups[1].entities)

export async function searchEverything(ctx: QueryContext, input: { text: string; limit: number }): Promise<SearchHit[]> {
  const reading = { executor: ctx.executor, dialect: ctx.dialect, agencyId: ctx.agencyId }
  const { words, rows } = await searchGroups(reading, groups, among, input.text)
  const ranked = rank(rows, words)
  const hits = new Map<string, SearchHit>()
  // A person found by name and by two telephones is one hit, and one who is gone is none: then the next ones are looked at.
  for (let from = 0; from < ranked.length && hits.size < input.limit; from += input.limit)
    for (const hit of await hitsOf(ctx, ranked.slice(from, from + input.limit))) if (!hits.has(hit.id)) hits.set(hit.id, hit)
  return [...hits.values()].slice(0, input.limit)
}

async function hitsOf(ctx: QueryContext, found: readonly Candidate[]): Promise<SearchHit[]> {
  const of = (entity: string) => found.filter((row) => row.entity === entity).map((row) => row.entityId)
  const properties = new Map((await listRows(ctx, of('property'))).map((row) => [row.id, row]))
  const leads = new Map((await leadBriefs(ctx, of('lead'))).map((row) => [row.id, row]))
  // Who was merged stands for whom he became, as does a lead that is a client now.
  const became = [...leads.values()].flatMap(({ contactId }) => contactId ?? [])
  const people = [...(await contactIds(ctx, found)), ...became]
  const living = await livingContacts(ctx, people)
  const contacts = new Map((await contactBriefs(ctx, [...new Set(living.values())])).map((brief) => [brief.id, brief]))
  const phones = await contactIdsOfPhones(ctx, of('contactPhone'))
  const said = new Map((await followUpBriefs(ctx, [...isSaid].flatMap((entity) => of(entity).map((id) => ({ entity: entity as 'task', id }))))).map((brief) => [brief.id, brief]))
  const memberIds = of('member')
  const members = new Map((memberIds.length ? await ctx.from('member').select(['id', 'name', 'email']).where('id', 'in', memberIds).execute() : []).map((row) => [row.id, row]))

  const contactHit = (id: string | null | undefined): SearchHit | null => {
    const contact = contacts.get(living.get(id ?? '') ?? '')
    return contact ? { entity: 'contact', id: contact.id, title: contact.name, detail: contact.phones[0]?.typed ?? contact.email ?? '' } : null
  }
  const hitOf = ({ entity, entityId }: Candidate): SearchHit | null => {
    switch (entity) {
      case 'property': {
        const row = properties.get(entityId)
        return row ? {
          entity, id: row.id, title: row.title, detail: [row.quartier, row.commune ?? row.region].filter((part, i, all) => part && all.indexOf(part) === i).join(', '),
          status: row.status, photoFileId: row.photoFileId, reference: row.reference,
        } : null
      }
      case 'contact':
        return contactHit(entityId)
      case 'contactPhone':
        return contactHit(phones.get(entityId))
      case 'lead': {
        const row = leads.get(entityId)
        return row ? (contactHit(row.contactId) ?? { entity, id: row.id, title: row.name, detail: row.phone ?? row.email ?? row.wish ?? '', status: row.status }) : null
      }
      case 'member': {
        const row = members.get(entityId)
        return row ? { entity, id: row.id, title: row.name, detail: row.email } : null
      }
      default:
        return said.get(entityId) ?? null
    }
  }
  return found.flatMap((row) => hitOf(row) ?? [])
}

async function contactIdsOfPhones(ctx: QueryContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  return new Map((await ctx.from('contactPhone').select(['id', 'contactId']).where('id', 'in', ids).execute()).map((row) => [row.id, row.contactId]))
}

/**
 * Our own order among the candidates: words found whole before beginnings, at the front of the text before further on, what
 * there is before what was said of it, the newest first among equals.
 */
function rank(rows: readonly Candidate[], words: readonly (readonly string[])[]): Candidate[] {
  const scored = rows.map((row) => {
    const text = ` ${row.folded} `
    let score = row.entity === 'property' ? 0 : isSaid.has(row.entity) ? -4 : 1
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
