import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { contract } from '../../shared/contract/index.ts'
import { useCoreClient } from './client.tsx'
import type { Core } from './client.tsx'

/** Areas of the contract that are read (not `command`, not streams). */
export type Area = Exclude<keyof Core, 'command' | 'live'>
export type Question<A extends Area> = keyof Core[A] & string
type Procedure = (input: never, options?: { signal?: AbortSignal }) => Promise<unknown>
type Asked<A extends Area, Q extends Question<A>> = Core[A][Q] extends (...given: infer Given) => PromiseLike<infer Answer>
  ? { input: Given[0]; answer: Answer }
  : never
export type InputOf<A extends Area, Q extends Question<A>> = Asked<A, Q>['input']
export type AnswerOf<A extends Area, Q extends Question<A>> = Asked<A, Q>['answer']

export type CoreQueryOptions = {
  enabled?: boolean
  /** Shows the former answer while the next one comes (the default), or nothing. */
  keep?: boolean
}

/** The entities whose change makes an answer stale, as the contract says. */
export function readsOf(area: Area, question: string): readonly string[] {
  const procedures = contract[area] as unknown as Record<string, { '~orpc': { meta: { reads?: readonly string[] } } }>
  return procedures[question]?.['~orpc'].meta.reads ?? []
}

/** For places outside a component or for several at once (useQueries); components use `useCore`. */
export function coreQuery<A extends Area, Q extends Question<A>>(core: Core, path: readonly [A, Q], input: InputOf<A, Q>) {
  const [area, question] = path
  return queryOptions({
    queryKey: [area, question, input] as const,
    queryFn: async ({ signal }): Promise<AnswerOf<A, Q>> => {
      const ask = core[area][question] as unknown as Procedure
      return (await ask(input as never, { signal })) as AnswerOf<A, Q>
    },
    meta: { entities: readsOf(area, question) },
  })
}

/** One question to the core, live: asked again when an entity it reads has changed. `useCore(['properties', 'get'], { id })`. */
export function useCore<A extends Area, Q extends Question<A>>(
  path: readonly [A, Q],
  input: InputOf<A, Q>,
  options: CoreQueryOptions = {},
) {
  const { enabled = true, keep = true } = options
  const core = useCoreClient()
  return useQuery({ ...coreQuery(core, path, input), enabled, ...(keep ? { placeholderData: keepPreviousData } : {}) })
}
