import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { runQuery } from '../../shared/command/query.ts'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { business, queries } from '../../shared/modules/business.ts'
import { AppError } from '../../shared/values/error.ts'
import type { Actor } from '../../shared/values/actor.ts'

// Answers named queries on a handle that may not even begin a write, so that no report ever makes an edit wait.

export type Question = { id: number; name: string; input: unknown; actor: Actor; now: number }
export type Answer = { id: number; value: unknown } | { id: number; code: AppError['code']; params: AppError['params'] } | { id: number; bug: string }

const { path } = workerData as { path: string }
const open = () => sqliteStore(openSqlite(path, { readonly: true }))
let store = open()
let answering = 0
let stale = false

async function answer({ id, name, input, actor, now }: Question): Promise<Answer> {
  try {
    const query = queries.get(name)
    if (!query) throw new Error(`no query ${name}`)
    return { id, value: await runQuery(query, input, { executor: store.kysely, dialect: store.dialect, actor, now, pause: nextTurn, rightOf: business.rightOf }) }
  } catch (error) {
    if (error instanceof AppError) return { id, code: error.code, params: error.params }
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

async function reply(question: Question): Promise<void> {
  answering++
  parentPort!.postMessage(await answer(question))
  answering--
  await renew()
}

/** Never under a question that is still being answered. */
async function renew(): Promise<void> {
  if (!stale || answering) return
  stale = false
  const before = store
  store = open()
  await before.close()
}

parentPort!.on('message', (question: Question | 'reopen' | 'close') => {
  if (question === 'close') {
    void store.close()
    parentPort!.close()
  } else if (question === 'reopen') {
    stale = true
    void renew()
  } else void reply(question)
})
