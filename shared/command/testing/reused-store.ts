import { sql } from 'kysely'
import { afterAll } from 'vitest'
import type { Store } from '../../database/store.ts'
import { openPostgresStore } from './stores.ts'
import type { OpenStore } from './stores.ts'

/** Row by row and only where there are some: `truncate` makes new files for each table and index, which takes twenty times as long. */
const emptied = `do $$
declare name text; filled boolean;
begin
  for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
    execute format('select exists (select from %I)', name) into filled;
    if filled then execute format('delete from %I', name); end if;
  end loop;
  perform setval(format('%I', sequencename)::regclass, start_value, false) from pg_sequences where schemaname = 'public' and last_value is not null;
end $$`

/**
 * PostgreSQL databases for a whole file, emptied at each opening: making one takes a hundred times as long. What a test has open
 * stays its own until it closes it. They go when the file ends.
 */
export function reusedPostgresStore(serverUrl: string): OpenStore {
  const made: Store[] = []
  const free: Store[] = []
  afterAll(async () => {
    for (const store of made) await store.close()
  })
  return async () => {
    const store = free.pop() ?? (await openPostgresStore(serverUrl)())
    if (made.includes(store)) await sql.raw(emptied).execute(store.kysely)
    else made.push(store)
    return { ...store, close: async () => void free.push(store) }
  }
}
