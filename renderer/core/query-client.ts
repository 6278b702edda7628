import { QueryClient } from '@tanstack/react-query'
import { AppError } from '../../shared/values/error.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: AppError
    /** The entities whose change makes the answer stale (`reads` of the contract). */
    queryMeta: { readonly entities?: readonly string[] }
  }
}

/** The core is here, whatever the network does; an answer is good until the core says that something changed. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 5 && error instanceof AppError && error.code === 'core_restarted',
        retryDelay: 50, // the call itself waits for the new connection
      },
      // Commands are repeated by the connection, under their own id; see connection.ts.
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
