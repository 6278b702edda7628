import type { Compilable, CompiledQuery } from 'kysely'
import type { Executor } from './store.ts'

/** Stands for a value that is handed in later. */
class Hole {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

type Values = Readonly<Record<string, unknown>>
export type Prepared<Input extends Values, Row> = (executor: Executor, input: Input) => Promise<Row[]>

/**
 * A statement that is asked with every request and whose text never changes: built and compiled once for each database (which takes
 * longer than a look into an index), and on PostgreSQL planned once for each connection. Not for conditions whose best plan depends
 * on the values. `prepared<{ id: string }>()((executor, value) => executor.selectFrom(…).where('id', '=', value('id')))`
 */
export function prepared<Input extends Values>() {
  return <Row>(build: (executor: Executor, value: <K extends keyof Input & string>(name: K) => Input[K]) => Compilable<Row>): Prepared<Input, Row> => {
    const compiled = new WeakMap<object, CompiledQuery<Row>>()
    return async (executor, input) => {
      // One adapter a store: its transactions have the same.
      const { adapter } = executor.getExecutor()
      let query = compiled.get(adapter)
      if (!query) {
        query = build(executor, (name) => new Hole(name) as never).compile()
        compiled.set(adapter, query)
        planOnce(query.sql)
      }
      const { rows } = await executor.executeQuery<Row>({ ...query, parameters: query.parameters.map((one) => (one instanceof Hole ? input[one.name] : one)) })
      return rows
    }
  }
}

const names = new Map<string, string>()

function planOnce(statement: string): void {
  if (!names.has(statement)) names.set(statement, `prepared_${names.size}`)
}

/** Under which name PostgreSQL keeps the plan of this statement on a connection; undefined: it is planned each time. */
export const planName = (statement: string): string | undefined => names.get(statement)
