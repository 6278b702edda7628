import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Host } from '../../host.ts'
import { writeAtomically } from '../../write-atomically.ts'

/** Somebody who has signed in here at the server, and when he last did. `refresh` is null once it is no longer good. */
export type ServerAccount = { readonly accountId: string; readonly signedInAt: number; readonly refresh: string | null }

const stored = z.array(z.strictObject({
  accountId: z.string(), signedInAt: z.int(),
  /** By the system's keychain. */
  cipher: z.string().nullable(),
  /** The browser host has no keychain: there the file itself is for this account of the system alone. */
  refresh: z.string().nullable(),
}))

const fileOf = (directory: string): string => join(directory, 'server-accounts.json')

/**
 * Who may speak with the server from this post. It lies beside the database and not in it: a refresh token is good once, so one out
 * of a backup would end the session. Without a keychain (Electron alone) tokens live as long as the program, and are asked for again.
 */
export async function openServerAccounts(directory: string, host: Host) {
  const file = fileOf(directory)
  const keychain = await host.secret.available()
  const accounts = new Map<string, ServerAccount>()
  for (const { cipher, ...account } of readStored(file))
    accounts.set(account.accountId, { ...account, refresh: cipher === null ? account.refresh : await host.secret.decrypt({ cipher }) })

  async function write(): Promise<void> {
    const rows: z.input<typeof stored> = []
    for (const { refresh, ...account } of accounts.values()) {
      const cipher = refresh !== null && keychain ? await host.secret.encrypt({ text: refresh }) : null
      rows.push({ ...account, cipher, refresh: host.kind === 'browser' && cipher === null ? refresh : null })
    }
    writeAtomically(file, JSON.stringify(rows))
  }

  return {
    all: (): ServerAccount[] => [...accounts.values()],
    get: (accountId: string): ServerAccount | null => accounts.get(accountId) ?? null,

    async keep(account: ServerAccount): Promise<void> {
      accounts.set(account.accountId, account)
      await write()
    },

    /** The next token of somebody who is known; null when it is no longer good. */
    async keepRefresh(accountId: string, refresh: string | null): Promise<void> {
      const account = accounts.get(accountId)
      if (!account || account.refresh === refresh) return
      accounts.set(accountId, { ...account, refresh })
      await write()
    },

    async forget(accountId: string): Promise<void> {
      if (accounts.delete(accountId)) await write()
    },
  }
}

export type ServerAccounts = Awaited<ReturnType<typeof openServerAccounts>>

export function forgetServerAccounts(directory: string): void {
  rmSync(fileOf(directory), { force: true })
}

function readStored(file: string): z.output<typeof stored> {
  if (!existsSync(file)) return []
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // Half a file, or one of another version: everybody signs in at the server again.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return []
    throw error
  }
}
