import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { roleSchema } from '../../shared/modules/auth/model.ts'

/** Who can sign in to a demonstration agency: a file beside its database, absent for a real one. */
export const demoUsersFile = (directory: string): string => join(directory, 'demo-users.json')
const demoUsers = z.array(z.strictObject({ email: z.string(), password: z.string(), role: roleSchema }))
export type DemoUser = z.infer<typeof demoUsers>[number]

export async function readDemoUsers(directory: string): Promise<DemoUser[] | null> {
  const path = demoUsersFile(directory)
  return existsSync(path) ? demoUsers.parse(JSON.parse(await readFile(path, 'utf8'))) : null
}
