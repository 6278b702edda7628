import { Kysely } from 'kysely'
import type { CompiledQuery, DatabaseConnection } from 'kysely'
import type { Tables } from './schema.ts'
import type { Executor } from './store.ts'

/**
 * The same transaction, of which each statement is told before it goes out: for whoever holds back what he writes and has to
 * write it before somebody reads it. A transaction cannot be begun through it.
 */
export function watched(executor: Executor, before: (statement: string) => Promise<void>): Executor {
  const inner = executor.getExecutor()
  const bare = inner.withoutPlugins()
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery) => {
      await before(query.sql)
      return bare.executeQuery(query as CompiledQuery<R>)
    },
    async *streamQuery<R>(query: CompiledQuery, size: number) {
      await before(query.sql)
      yield* bare.stream(query as CompiledQuery<R>, size)
    },
  }
  const inTransaction = async (): Promise<never> => {
    throw new Error('this is a transaction already')
  }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => inner.adapter,
      createDriver: () => ({
        init: async () => {}, acquireConnection: async () => connection, releaseConnection: async () => {}, destroy: async () => {},
        beginTransaction: inTransaction, commitTransaction: inTransaction, rollbackTransaction: inTransaction,
      }),
      createQueryCompiler: () => inner,
      createIntrospector: () => {
        throw new Error('a transaction of commands looks at no schema')
      },
    },
    plugins: [...inner.plugins],
  })
}
