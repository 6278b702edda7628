import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import type { AppError } from '../../../shared/values/error.ts'
import type { Asked } from './api.ts'
import { useSession } from './use-session.ts'

type Reading = { query?: NonNullable<Asked['query']>; every?: number; enabled?: boolean }

/** One read of the server. `every`: milliseconds after which it is asked again while it is looked at. */
export function useData<S extends z.ZodType>(schema: S, path: string, { query = {}, every, enabled = true }: Reading = {}): UseQueryResult<z.output<S>, AppError> {
  const { api } = useSession().door
  return useQuery<z.output<S>, AppError>({
    queryKey: [path, query],
    queryFn: ({ signal }) => api.call(schema, `console/${path}`, { query, signal }),
    // A list that is filtered anew keeps its rows until the others are there.
    placeholderData: keepPreviousData,
    refetchInterval: every ?? false,
    enabled,
  })
}

/** One act. What is shown is read anew afterwards. */
export function useAct(): <S extends z.ZodType>(schema: S, path: string, asked: Pick<Asked, 'method' | 'body'>) => Promise<z.output<S>> {
  const { api } = useSession().door
  const queries = useQueryClient()
  return async (schema, path, asked) => {
    const answer = await api.call(schema, `console/${path}`, { method: 'POST', ...asked })
    await queries.invalidateQueries()
    return answer
  }
}
