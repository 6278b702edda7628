import { sql } from 'kysely'
import type { RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely'
import { createVocabulary, nearWords } from '../values/fold.ts'
import type { Vocabulary } from '../values/fold.ts'
import { foldPlace } from '../values/place.ts'
import type { Tables } from './schema.ts'
import type { DialectName, Executor } from './store.ts'

/**
 * Search over the words that the recorder keeps. Both sides are folded by our own TypeScript (accents, case, market
 * spellings), so SQLite and PostgreSQL find the same. Words must all be there; the last may be unfinished. When nothing is
 * found, misspelt words are matched against the vocabulary (edit distance 1-2) and searched exactly.
 */
export const mostCandidates = 500

export type Candidate = { entity: string; entityId: string; folded: string; id: number }
type Reading = { executor: Executor; dialect: DialectName; agencyId: string }

/** At most 500 rows, newest first, of the entities asked for. */
export async function searchCandidates(reading: Reading, entities: readonly string[], text: string): Promise<{ words: string[][]; rows: Candidate[] }> {
  const words = searchWords(text)
  if (!words.length) return { words: [], rows: [] }
  const exact = words.map((word) => [word])
  const rows = await find(reading, entities, exact, mostCandidates)
  if (rows.length) return { words: exact, rows }
  const near = await spellings(reading, words)
  return near ? { words: near, rows: await find(reading, entities, near, mostCandidates) } : { words: exact, rows: [] }
}

/**
 * The ids that match, as a condition for a list: the few candidates where they are few, else the whole match as a subquery.
 * Null when nothing was typed.
 */
export async function searchCondition(reading: Reading, entity: string, text: string): Promise<{ ids: string[] } | { matching: SelectQueryBuilder<Tables, 'search', { entityId: string }> } | null> {
  if (!searchWords(text).length) return null
  const { words, rows } = await searchCandidates(reading, [entity], text)
  if (rows.length < mostCandidates) return { ids: rows.map((row) => row.entityId) }
  const matching = reading.executor.selectFrom('search').select('entityId').where('agencyId', '=', reading.agencyId).where('entity', '=', entity)
  return { matching: matching.where(match(reading.dialect, words)) }
}

export function searchWords(text: string): string[] {
  // A telephone number is one word, however it is spaced.
  const digits = text.replace(/[\s().+-]/g, '')
  if (/^\d{6,}$/.test(digits)) return [digits.replace(/^00/, '')]
  return foldPlace(text).split(' ').filter(Boolean).slice(0, 12)
}

async function find({ executor, dialect, agencyId }: Reading, entities: readonly string[], words: string[][], limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select id, entity, entity_id, folded from search
    where agency_id = ${agencyId} and entity in (${sql.join(entities)}) and ${match(dialect, words)}
    order by id desc limit ${limit}`.execute(executor)
  return rows
}

/** Each group holds spellings of one word; the last group's are beginnings. Words are folded: letters and digits only. */
function match(dialect: DialectName, groups: readonly (readonly string[])[]): RawBuilder<SqlBool> {
  const last = groups.length - 1
  const term = (word: string, prefix: boolean): string => (dialect === 'sqlite' ? `"${word}"${prefix ? '*' : ''}` : `'${word}'${prefix ? ':*' : ''}`)
  const query = groups
    .map((words, i) => `(${words.map((word) => term(word.replace(/[^\p{L}\p{N}]/gu, ''), i === last)).join(dialect === 'sqlite' ? ' OR ' : ' | ')})`)
    .join(dialect === 'sqlite' ? ' AND ' : ' & ')
  return dialect === 'sqlite' ? sql<SqlBool>`id in (select rowid from search_index where search_index match ${query})` : sql<SqlBool>`terms @@ to_tsquery('simple', ${query})`
}

/** For each word what it may have meant; null when a word resembles nothing. */
async function spellings(reading: Reading, words: readonly string[]): Promise<string[][] | null> {
  const vocabulary = await vocabularyOf(reading)
  const groups: string[][] = []
  for (const [i, word] of words.entries()) {
    if (vocabulary.has(word) || (i === words.length - 1 && begins(vocabulary, word))) groups.push([word])
    else {
      const near = nearWords(word, vocabulary)
      if (!near.length) return null
      groups.push(near)
    }
  }
  return groups
}

function begins(vocabulary: Vocabulary, beginning: string): boolean {
  for (const [length, { words }] of vocabulary.byLength) if (length > beginning.length && words.some((word) => word.startsWith(beginning))) return true
  return false
}

const vocabularies = new WeakMap<object, { newest: number; vocabulary: Vocabulary }>()

/** The words in use, read when first needed and again after the search has grown. */
async function vocabularyOf({ executor, dialect }: Reading): Promise<Vocabulary> {
  const newest = (await sql<{ newest: number | null }>`select max(id) as newest from search`.execute(executor)).rows[0]?.newest ?? 0
  const known = vocabularies.get(executor)
  if (known?.newest === newest) return known.vocabulary
  const { rows } = dialect === 'sqlite'
    ? await sql<{ term: string }>`select term from search_words`.execute(executor)
    : await sql<{ term: string }>`select word as term from ts_stat('select terms from search')`.execute(executor)
  const vocabulary = createVocabulary(rows.map((row) => row.term))
  vocabularies.set(executor, { newest, vocabulary })
  return vocabulary
}
