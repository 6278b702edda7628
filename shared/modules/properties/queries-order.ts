import type { QueryContext } from '../../command/query.ts'

/**
 * A whole list in its order, as the numbers of its rows: what a page deep in it, the place of one row and an export need.
 * Found once (some 40 ms among 100,000 rows) and kept until the agency's log has grown, since whoever scrolls or walks from
 * record to record asks for the same list again and again. `key` says which list it is, for this reader on this day.
 */
export async function wholeOrder(ctx: QueryContext, key: string, read: () => Promise<number[]>): Promise<readonly number[]> {
  const kept = orders.get(ctx.executor) ?? new Map<string, Kept>()
  orders.set(ctx.executor, kept)
  const version = await versionOf(ctx)
  const name = `${ctx.agencyId} ${key}`
  const known = kept.get(name)
  const numbers = known?.version === version ? known.numbers : await read()
  // Put at the end again: the list that nobody asked for longest goes first.
  kept.delete(name)
  kept.set(name, { version, numbers })
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
  return numbers
}

type Kept = { version: string; numbers: readonly number[] }
const mostKept = 6
const orders = new WeakMap<object, Map<string, Kept>>()

/** How far the agency's log is: every change of a list row moves one of the two. */
async function versionOf(ctx: QueryContext): Promise<string> {
  const row = await ctx.from('agencySequence').select(['seq', 'localSeq']).executeTakeFirst()
  return `${row?.seq ?? 0}/${row?.localSeq ?? 0}`
}
