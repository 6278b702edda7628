import { expect } from 'vitest'
import { compareLogWithTables } from '../../command/fold.ts'
import { notebook } from '../../command/testing/notebook.ts'
import type { Office, OfficePost } from './office.ts'

/** Everybody has exchanged: nothing waits, and all hold what the server holds. */
export async function agree(office: Office, ...posts: OfficePost[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const post of posts) await post.exchange()
  for (const post of posts) {
    expect(await post.waiting(), post.name).toBe(0)
    expect(await post.compare(), post.name).toEqual([])
    expect(await compareLogWithTables(post.store, notebook), post.name).toEqual([])
  }
  expect(await compareLogWithTables(office.server, notebook)).toEqual([])
}
