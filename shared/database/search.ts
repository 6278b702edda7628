import { sql } from 'kysely'
import type { Expression, RawBuilder, SqlBool } from 'kysely'
import { createVocabulary, nearWords } from '../values/fold.ts'
import type { Vocabulary } from '../values/fold.ts'
import { searchWords } from '../values/search-text.ts'
import type { DialectName, Executor } from './store.ts'

/**
 * Search over the words that the recorder keeps. Both sides are folded by our own TypeScript (accents, case, market
 * spellings), so SQLite and PostgreSQL find the same. Words must all be there; the last may be unfinished. When nothing is
 * found, misspelt words are matched against the vocabulary (edit distance 1-2) and searched exactly.
 */
export const mostCandidates = 500

/** Between the words that anybody may find a row by and those of its private fields; no index takes it for a word. */
export const privateMark = '|'

/** Begins the word that says in SQLite's index of which entity a text is: no folded word begins so, folding makes it an `o`. */
const entityMark = 'ø'
/** What SQLite's index is given of a row of `search`, in SQL. */
export const indexedWords = `'${entityMark}' || entity || ' ' || folded`

export type Candidate = { entity: string; entityId: string; folded: string; id: number }
/** Without an agency: the rows of all, for what is published. */
type Reading = { executor: Executor; dialect: DialectName; agencyId: string | null }

/** At most 500 rows, newest first, of the entities asked for. */
export const searchCandidates = (reading: Reading, entities: readonly string[], text: string): Promise<{ words: string[][]; rows: Candidate[] }> =>
  spelt(reading, text, (words) => find(reading, entities, words))

/** Entities that are looked for together, at most so many rows of them. */
export type SearchGroup = { entities: readonly string[]; most: number }

/** Rows of each group, its newest first: of `among` so many of the newest that match, whatever they are. */
export const searchGroups = (reading: Reading, groups: readonly SearchGroup[], among: number, text: string): Promise<{ words: string[][]; rows: Candidate[] }> =>
  spelt(reading, text, (words) => findGroups(reading, groups, among, words))

/** What is found by these words, or where nothing is by what they may have meant. */
async function spelt(reading: Reading, text: string, findBy: (words: string[][]) => Promise<Candidate[]>): Promise<{ words: string[][]; rows: Candidate[] }> {
  const words = searchWords(text)
  if (!words.length) return { words: [], rows: [] }
  const exact = words.map((word) => [word])
  const rows = await findBy(exact)
  if (rows.length) return { words: exact, rows }
  const near = await spellings(reading, words)
  return near ? { words: near, rows: await findBy(near) } : { words: exact, rows: [] }
}

/** A condition on what is found, for lists that filter too: on the columns of `table`, whose `id` is `search.entity_id`. */
export type AlsoWhere = { table: string; condition: Expression<SqlBool> | null }

/** Filters that leave no more rows than this are applied first, and only those rows are looked up among what matches. */
const fewRows = 2000

/**
 * The ids of one entity that match, newest first, at most 500 of those that also meet the list's own filters. `more` says
 * that there were others. Null when nothing was typed.
 */
export async function searchIds(reading: Reading, entity: string, text: string, also: AlsoWhere): Promise<{ ids: string[]; more: boolean } | null> {
  if (!searchWords(text).length) return null
  const { words, rows } = await searchCandidates(reading, [entity], text)
  if (rows.length < mostCandidates || !also.condition) return { ids: rows.map((row) => row.entityId), more: rows.length === mostCandidates }
  const { executor, dialect, agencyId } = reading
  const list = sql.table(also.table)
  const listed = sql`${sql.ref(`${also.table}.agency_id`)} = ${agencyId} and ${also.condition}`
  const counted = await sql`select 1 from ${list} where ${listed} limit ${fewRows + 1}`.execute(executor)
  const few = dialect === 'sqlite' && counted.rows.length <= fewRows
  const { rows: filtered } = few
    ? await sql<{ entityId: string }>`
      select search.entity_id from ${list} cross join search on search.agency_id = ${agencyId} and search.entity = ${entity} and search.entity_id = ${sql.ref(`${also.table}.id`)}
      where ${listed} and search.id in (select rowid from search_index where search_index match ${matchText(dialect, [entity], words)})
      order by search.id desc limit ${mostCandidates}`.execute(executor)
    : await sql<{ entityId: string }>`
      select search.entity_id from ${matching(dialect)} ${sql.raw(dialect === 'sqlite' ? 'cross' : 'inner')} join ${list} on ${sql.ref(`${also.table}.id`)} = search.entity_id
      where ${match(reading, [entity], words)} and ${listed}
      order by ${byNewest(dialect)} desc limit ${mostCandidates}`.execute(executor)
  return { ids: filtered.map((row) => row.entityId), more: filtered.length === mostCandidates }
}

/** One row of a list that was found: its number and the values it is sorted by. */
export type FoundRow = { number: number } & Record<`key${number}`, number | null>

/**
 * Rows of a narrow list that are found by these words and meet `condition`, newest first, at most 500, each with its `keys` as key0,
 * key1 and so on. Without an agency only the words of public fields count: what anybody may find. Null when nothing was typed.
 */
export async function searchRows(reading: Reading, entity: string, text: string, also: { table: string; condition: Expression<SqlBool>; keys: readonly Expression<unknown>[] }): Promise<FoundRow[] | null> {
  const exact = searchWords(text).map((word) => [word])
  if (!exact.length) return null
  const { executor, dialect } = reading
  const [list, number] = [sql.table(also.table), sql.ref(`${also.table}.number`)]
  const keys = also.keys.map((key, i) => sql`, ${key} as ${sql.ref(`key${i}`)}`)
  const rowsWith = async (words: string[][]) => (await sql<FoundRow & { folded: string }>`
    select ${number} as number, search.folded${sql.join(keys, sql``)} from ${matching(dialect)} ${sql.raw(dialect === 'sqlite' ? 'cross' : 'inner')} join ${list}
      on ${sql.ref(`${also.table}.agency_id`)} = search.agency_id and ${sql.ref(`${also.table}.id`)} = search.entity_id
    where ${match(reading, [entity], words)} and ${also.condition} order by ${byNewest(dialect)} desc limit ${mostCandidates}`.execute(executor)).rows
  let words = exact
  let found = await rowsWith(exact)
  if (!found.length) {
    const candidates = await searchCandidates(reading, [entity], text)
    // Where somebody's rows have the words as they are typed, nothing else was meant.
    if (candidates.words.every((word, i) => word.length === 1 && word[0] === exact[i]![0])) return []
    words = candidates.words
    if (candidates.rows.length) found = await rowsWith(words)
  }
  return reading.agencyId === null ? found.filter(({ folded }) => foundInPublic(folded, words)) : found
}

/** Whether every word stands before the mark; the last may be the beginning of one. */
function foundInPublic(folded: string, words: readonly (readonly string[])[]): boolean {
  const mark = folded.indexOf(privateMark)
  if (mark < 0) return true
  const open = ` ${folded.slice(0, mark)}`
  return words.every((meant, i) => meant.some((word) => open.includes(i === words.length - 1 ? ` ${word}` : ` ${word} `)))
}

async function find(reading: Reading, entities: readonly string[], words: string[][]): Promise<Candidate[]> {
  return (await newestRows(reading, entities, words, mostCandidates).execute(reading.executor)).rows
}

/** A word that every talk has and one person's name too: reading all of the talks to find him would take longer than anybody waits. */
async function findGroups(reading: Reading, groups: readonly SearchGroup[], among: number, words: string[][]): Promise<Candidate[]> {
  const of = ({ entities, most }: SearchGroup) => sql`select * from (select * from found where entity in (${sql.join(entities)}) order by id desc limit ${most}) as part`
  return (await sql<Candidate>`with found as materialized (${newestRows(reading, null, words, among)}) ${sql.join(groups.map(of), sql` union all `)}`.execute(reading.executor)).rows
}

function newestRows(reading: Reading, entities: readonly string[] | null, words: string[][], limit: number): RawBuilder<Candidate> {
  const { dialect } = reading
  return sql<Candidate>`
    select search.id, search.entity, search.entity_id, search.folded from ${matching(dialect)}
    where ${match(reading, entities, words)} order by ${byNewest(dialect)} desc limit ${limit}`
}

/**
 * Where rows that match come from. SQLite's index gives them newest first by itself when it is asked first and its own number
 * is sorted by (hence `cross`): of a word that every third row has, 500 are read and not 30,000.
 */
function matching(dialect: DialectName): RawBuilder<unknown> {
  return dialect === 'sqlite' ? sql`search_index cross join search on search.id = search_index.rowid` : sql`search`
}

function byNewest(dialect: DialectName): RawBuilder<unknown> {
  return sql.ref(dialect === 'sqlite' ? 'search_index.rowid' : 'search.id')
}

function match({ dialect, agencyId }: Reading, entities: readonly string[] | null, words: readonly (readonly string[])[], unfinished = true): RawBuilder<SqlBool> {
  const query = matchText(dialect, entities, words, unfinished)
  const found = dialect === 'sqlite' ? sql<SqlBool>`search_index match ${query}` : sql<SqlBool>`search.terms @@ to_tsquery('simple', ${query})`
  return sql<SqlBool>`${found}${agencyId === null ? sql`` : sql` and search.agency_id = ${agencyId}`}${entities ? sql` and search.entity in (${sql.join(entities)})` : sql``}`
}

/**
 * Each group holds spellings of one word; the last group's are beginnings where it is `unfinished`. Words are folded: letters and digits
 * only. SQLite's index also knows of which entity a text is; PostgreSQL has a column for it.
 */
function matchText(dialect: DialectName, entities: readonly string[] | null, groups: readonly (readonly string[])[], unfinished = true): string {
  const last = unfinished ? groups.length - 1 : -1
  const term = (word: string, prefix: boolean): string => (dialect === 'sqlite' ? `"${word.replace(unknownToIndex, '')}"${prefix ? '*' : ''}` : `'${word}'${prefix ? ':*' : ''}`)
  const texts = groups.map((words, i) => `(${words.map((word) => term(word.replace(/[^\p{L}\p{N}]/gu, ''), i === last)).join(dialect === 'sqlite' ? ' OR ' : ' | ')})`)
  if (dialect === 'postgres') return texts.join(' & ')
  return [...texts, ...(entities ? [`(${entities.map((entity) => `"${entityMark}${entity}"`).join(' OR ')})`] : [])].join(' AND ')
}

/** Letters that SQLite's index takes for spaces (New Tai Lue, two signs of Vedic): between others they would ask for a phrase, which it refuses. */
const unknownToIndex = /[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]/g

/**
 * For each word what it may have meant; null when a word resembles nothing. A word stands for itself only where a row of
 * this agency has it now: the vocabulary also holds what others write and what was corrected since.
 */
async function spellings(reading: Reading, words: readonly string[]): Promise<string[][] | null> {
  const vocabulary = await vocabularyOf(reading)
  const groups: string[][] = []
  for (const [i, word] of words.entries()) {
    if (await isInUse(reading, word, i === words.length - 1)) groups.push([word])
    else {
      const near = nearWords(word, vocabulary)
      if (!near.length) return null
      groups.push(near)
    }
  }
  return groups
}

async function isInUse(reading: Reading, word: string, unfinished: boolean): Promise<boolean> {
  const { rows } = await sql`select 1 from ${matching(reading.dialect)} where ${match(reading, null, [[word]], unfinished)} limit 1`.execute(reading.executor)
  return rows.length > 0
}

const vocabularies = new WeakMap<object, { newest: number; vocabulary: Vocabulary }>()

/** Words to guess from: read whole when first needed, afterwards only those of rows that came since. One that nobody uses any more finds nothing. */
async function vocabularyOf({ executor, dialect }: Reading): Promise<Vocabulary> {
  const newest = (await sql<{ newest: number | null }>`select max(id) as newest from search`.execute(executor)).rows[0]?.newest ?? 0
  const known = vocabularies.get(executor)
  if (known) {
    if (known.newest !== newest) {
      const { rows } = await sql<{ folded: string }>`select folded from search where id > ${known.newest}`.execute(executor)
      for (const { folded } of rows) for (const word of folded.split(' ')) if (isGuessable(word) && word !== privateMark) known.vocabulary.add(word)
      known.newest = newest
    }
    return known.vocabulary
  }
  const { rows } = dialect === 'sqlite'
    ? await sql<{ term: string }>`select term from search_words`.execute(executor)
    : await sql<{ term: string }>`select word as term from ts_stat('select terms from search')`.execute(executor)
  const vocabulary = createVocabulary(rows.map((row) => row.term).filter((term) => isGuessable(term) && !term.startsWith(entityMark)))
  vocabularies.set(executor, { newest, vocabulary })
  return vocabulary
}

/** A number that is not there means another number, not a slip; references alone would be 100,000 words. */
const isGuessable = (word: string): boolean => !/\d/.test(word)
