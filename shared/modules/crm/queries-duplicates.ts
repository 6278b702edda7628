import { defineQuery } from '../../command/query.ts'
import type { QueryContext } from '../../command/query.ts'
import { AppError } from '../../values/error.ts'
import { fold } from '../../values/fold.ts'
import type { ContactPair, ContactPairs, MergePreview } from './model-views.ts'
import { mergeChoices } from './model.ts'
import { contactBriefs, contactView } from './queries.ts'

/** Records that may be one person: the same number, the same address, or the same name with the same day of birth. */
type By = ContactPair['by'][number]

/** More than this of one number are no doubles: the number of a switchboard, of an agency. */
const mostOfOne = 8

export const duplicateQueries = [
  /** Of one contact, or of all. */
  defineQuery('contacts.duplicates', async (ctx, { id, limit }: { id: string | null; limit: number }): Promise<ContactPairs> => {
    const pairs = new Map<string, { ids: [string, string]; by: Set<By> }>()
    const add = (by: By) => (groups: Iterable<readonly string[]>): void => {
      for (const group of groups) {
        if (group.length > mostOfOne) continue
        const ids = [...new Set(group)].toSorted()
        for (const [i, one] of ids.entries()) for (const other of ids.slice(i + 1)) {
          if (id !== null && one !== id && other !== id) continue
          const known = pairs.get(`${one}/${other}`) ?? { ids: [one, other] as [string, string], by: new Set<By>() }
          pairs.set(`${one}/${other}`, known)
          known.by.add(by)
        }
      }
    }
    add('phone')(await samePhone(ctx, id))
    add('email')(await sameEmail(ctx, id))
    add('name')(await sameName(ctx, id))
    // Those who are alike in most things first.
    const found = [...pairs.values()].toSorted((a, b) => b.by.size - a.by.size || (a.ids.join() < b.ids.join() ? 1 : -1))
    const shown = found.slice(0, limit)
    const briefs = new Map((await contactBriefs(ctx, [...new Set(shown.flatMap(({ ids }) => ids))])).map((brief) => [brief.id, brief]))
    return {
      count: found.length,
      pairs: shown.flatMap(({ ids: [first, second], by }) => {
        const [one, other] = [briefs.get(first), briefs.get(second)]
        return one && other ? [{ one, other, by: [...by] }] : []
      }),
    }
  }),

  defineQuery('contacts.merging', async (ctx, { into, from }: { into: string; from: string }): Promise<MergePreview> => {
    if (into === from) throw new AppError('rule_broken', { rule: 'merge_with_itself' })
    const [kept, merged] = [await contactView(ctx, into), await contactView(ctx, from)]
    const count = async (table: 'clientSearch' | 'interest' | 'lead' | 'interaction' | 'clientNote' | 'task'): Promise<number> =>
      Number((await ctx.from(table as 'task').where('contactId', '=', from).where('deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
    const properties = Number((await ctx.from('property').where('ownerId', '=', from).where('deletedAt', 'is', null).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
    const [numbers, tags] = [new Set(kept.phones.map(({ e164, typed }) => e164 ?? typed)), new Set(kept.tags.map(fold))]
    const agentIds = [kept.contact.agentId, merged.contact.agentId].flatMap((one) => one ?? [])
    return {
      into: kept, from: merged,
      agents: await ctx.from('member').select(['id', 'name']).where('id', 'in', [...agentIds, '']).execute(),
      moves: {
        searches: await count('clientSearch'), interests: await count('interest'), leads: await count('lead'), interactions: await count('interaction'), notes: await count('clientNote'), tasks: await count('task'), properties,
        phones: merged.phones.filter(({ e164, typed }) => !numbers.has(e164 ?? typed)).length, tags: merged.tags.filter((tag) => !tags.has(fold(tag))).length,
      },
      differs: mergeChoices.filter((name) => {
        if (name === 'firstName') return said(merged.contact) !== '' && said(kept.contact) !== '' && said(kept.contact) !== said(merged.contact)
        return merged.contact[name] !== null && kept.contact[name] !== null && merged.contact[name] !== kept.contact[name]
      }),
    }
  }),
]

const said = ({ firstName, lastName }: { firstName: string | null; lastName: string | null }): string => [firstName, lastName].filter(Boolean).join(' ')

type Row = { id: string; key: string | null }
function grouped(rows: readonly Row[], keyOf: (key: string) => string = (key) => key): string[][] {
  const groups = new Map<string, string[]>()
  for (const { id, key } of rows) if (key !== null) groups.set(keyOf(key), [...(groups.get(keyOf(key)) ?? []), id])
  return [...groups.values()].filter((ids) => ids.length > 1)
}

const living = (ctx: QueryContext) => ctx.from('contact').where('contact.deletedAt', 'is', null).where('contact.mergedInto', 'is', null)

async function samePhone(ctx: QueryContext, id: string | null): Promise<string[][]> {
  const phones = ctx.from('contactPhone').where('contactPhone.deletedAt', 'is', null).where('contactPhone.e164', 'is not', null)
  const repeated = id === null ? phones.select('contactPhone.e164').groupBy('contactPhone.e164').having(({ fn }) => fn.countAll(), '>', 1) : phones.select('contactPhone.e164').where('contactPhone.contactId', '=', id)
  return grouped(await phones.innerJoin('contact', (join) => join.onRef('contact.agencyId', '=', 'contactPhone.agencyId').onRef('contact.id', '=', 'contactPhone.contactId')).where('contact.deletedAt', 'is', null).where('contact.mergedInto', 'is', null)
    .where('contactPhone.e164', 'in', repeated as never).select(['contact.id', 'contactPhone.e164 as key']).execute())
}

async function sameEmail(ctx: QueryContext, id: string | null): Promise<string[][]> {
  const known = living(ctx).where('contact.email', 'is not', null)
  const repeated = id === null ? known.select('contact.email').groupBy('contact.email').having(({ fn }) => fn.countAll(), '>', 1) : known.select('contact.email').where('contact.id', '=', id)
  return grouped(await known.where('contact.email', 'in', repeated as never).select(['contact.id', 'contact.email as key']).execute())
}

async function sameName(ctx: QueryContext, id: string | null): Promise<string[][]> {
  const known = living(ctx).where('contact.birthDate', 'is not', null)
  const repeated = id === null ? known.select('contact.birthDate').groupBy('contact.birthDate').having(({ fn }) => fn.countAll(), '>', 1) : known.select('contact.birthDate').where('contact.id', '=', id)
  const rows = await known.where('contact.birthDate', 'in', repeated as never).select(['contact.id', 'contact.name', 'contact.birthDate']).execute()
  return grouped(rows.map(({ id: one, name, birthDate }) => ({ id: one, key: `${birthDate} ${fold(name)}` })))
}
