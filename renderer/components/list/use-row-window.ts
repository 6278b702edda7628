import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useCoreClient } from '../../data/client.tsx'
import { coreQuery } from '../../data/use-core.ts'
import type { AnswerOf, Area, InputOf, Question } from '../../data/use-core.ts'
import type { ListRow, RowWindow } from './list-types.ts'

/** Rows asked for at once. A screen shows thirty: one page ahead is always on its way. */
export const pageSize = 100

type RowsOf<Answer> = Answer extends { rows: readonly (infer Row)[] } ? Row : never
type Span = { first: number; last: number }

/** The pages that rows [first, last] lie on, with a third of a page on both sides, so that scrolling finds them there. */
export function pagesFor({ first, last }: Span, count: number | null): number[] {
  const ahead = Math.floor(pageSize / 3)
  const lowest = Math.max(0, Math.floor((first - ahead) / pageSize))
  const end = count === null ? last + ahead : Math.min(last + ahead, Math.max(0, count - 1))
  const highest = Math.max(lowest, Math.floor(end / pageSize))
  return Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index)
}

/**
 * Rows of a query that pages by offset and limit (`properties.page`, `contacts.page`), fetched as they come into sight,
 * so that 100,000 rows scroll like ten. `count` comes from the totals; a short page corrects it.
 */
export function useRowWindow<A extends Area, Q extends Question<A>, Row extends ListRow & RowsOf<AnswerOf<A, Q>>>(
  path: readonly [A, Q],
  input: Omit<InputOf<A, Q>, 'offset' | 'limit'>,
  options: { count?: number | null | undefined; enabled?: boolean } = {},
): RowWindow<Row> {
  const core = useCoreClient()
  const client = useQueryClient()
  const key = JSON.stringify(input)
  const [span, setSpan] = useState<Span & { key: string }>({ first: 0, last: 40, key })
  const shown: Span = span.key === key ? span : { first: 0, last: 40 }
  const known = options.count ?? null
  const pages = pagesFor(shown, known)

  // What the list showed before its filters changed stays until the new rows come: never an empty table in between.
  const before = useRef<{ key: string; pages: Map<number, unknown> }>({ key, pages: new Map() })
  const now = useRef<{ key: string; pages: Map<number, unknown> }>({ key, pages: new Map() })
  if (now.current.key !== key) {
    if (now.current.pages.size > 0) before.current = now.current
    now.current = { key, pages: new Map() }
  }

  const pageQuery = useCallback(
    (page: number) =>
      coreQuery(core, path, { ...(JSON.parse(key) as object), offset: page * pageSize, limit: pageSize } as InputOf<A, Q>),
      // the path is a literal of the caller, new in each render
      // eslint-disable-next-line react-hooks/exhaustive-deps
    [core, path[0], path[1], key],
  )

  const results = useQueries({
    queries: pages.map((page) => ({
      ...pageQuery(page),
      enabled: options.enabled ?? true,
      placeholderData: () => before.current.pages.get(page) as AnswerOf<A, Q> | undefined,
    })),
  }) as unknown as UseQueryResult<{ rows: Row[]; count?: number }, Error>[]

  const loaded = new Map<number, Row[]>()
  let placeholder = false
  let shortEnd: number | null = null
  let answered: number | null = null
  results.forEach((result, index) => {
    const page = pages[index]!
    if (!result.data) return
    loaded.set(page, result.data.rows)
    if (result.isPlaceholderData) {
      placeholder = true
      return
    }
    now.current.pages.set(page, result.data)
    if (typeof result.data.count === 'number') answered = result.data.count
    if (result.data.rows.length < pageSize) shortEnd = Math.min(shortEnd ?? Infinity, page * pageSize + result.data.rows.length)
  })
  const lastCount = useRef<number | null>(null)
  const count: number | null = answered ?? (placeholder ? (lastCount.current ?? known) : (shortEnd ?? known))
  useEffect(() => {
    if (count !== null) lastCount.current = count
  }, [count])

  const waiting = results.some((result) => result.isLoading || result.isPlaceholderData)
  const failed = results.find((result) => result.error)
  const watch = useCallback(
    (first: number, last: number) => {
      setSpan((was) => {
        if (was.key === key && samePages(was, { first, last })) return was
        return { first, last, key }
      })
    },
    [key],
  )
  const load = useCallback(
    async (first: number, last: number) => {
      const rows: Row[] = []
      for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) {
        const answer = (await client.ensureQueryData(pageQuery(page))) as unknown as { rows: Row[] }
        const start = page * pageSize
        rows.push(...answer.rows.slice(Math.max(0, first - start), last - start + 1))
      }
      return rows
    },
    [client, pageQuery],
  )

  return useMemo<RowWindow<Row>>(
    () => ({
      count,
      waiting,
      rowAt: (index) => loaded.get(Math.floor(index / pageSize))?.[index % pageSize],
      watch,
      load,
      error: failed?.error ?? null,
      retry: () => void client.refetchQueries({ queryKey: [path[0], path[1]], type: 'active' }),
      key,
    }),
    // new answers are new `results`; everything else follows from them
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [results, count, waiting, watch, load, key, client, failed],
  )
}

function samePages(a: Span, b: Span): boolean {
  return Math.floor(a.first / 20) === Math.floor(b.first / 20) && Math.floor(a.last / 20) === Math.floor(b.last / 20)
}
