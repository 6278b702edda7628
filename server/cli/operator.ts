import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { emailSchema } from '../../shared/modules/auth/model.ts'
import { AppError } from '../../shared/values/error.ts'
import { readConfig } from '../config.ts'
import type { House } from '../house.ts'
import { errorBodyOf } from '../http/errors.ts'
import { createAccount, findAccount } from '../identity/accounts.ts'
import { audit } from '../identity/audit.ts'
import { raiseToOperator } from '../identity/standing.ts'
import { createServerLog } from '../log.ts'
import { closeHouse, openHouse } from '../open.ts'

const usage = `npm run server -- operator EMAIL [--name "Awa Ndiaye"] [--new-password] [--password-stdin]

Makes an account that runs the platform and signs in at /console/, or raises one that is there.
  --new-password    an account that is there gets a new password too, and is signed out everywhere
  --password-stdin  the password is the first line that is piped in; otherwise it is asked for at a terminal,
                    and made up and shown once where nobody answers
`

class Refused extends Error {}

/** Runs the command and gives the exit code. What it says goes to stdout, a refusal in words to stderr; nothing is logged. */
export async function operatorCommand(given: readonly string[]): Promise<number> {
  try {
    const asked = read(given)
    const house = await openHouse(readConfig(process.env), createServerLog('silent'))
    try {
      process.stdout.write(`${await makeOperator(house, asked, () => askPassword(asked.fromStdin))}\n`)
    } finally {
      await closeHouse(house)
    }
    return 0
  } catch (error) {
    if (!(error instanceof Refused || error instanceof AppError)) throw error
    process.stderr.write(`${error instanceof AppError ? errorBodyOf(error, 'en').detail : error.message}\n`)
    return 1
  }
}

type Asked = { email: string; name: string | null; newPassword: boolean; fromStdin: boolean }

function read(given: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...given], allowPositionals: true, options: { name: { type: 'string' }, 'new-password': { type: 'boolean' }, 'password-stdin': { type: 'boolean' } },
    })
    const [email, ...more] = positionals
    if (email === undefined || more.length > 0) throw new Refused(`One e-mail address is needed.\n\n${usage}`)
    const parsed = emailSchema.safeParse(email)
    if (!parsed.success) throw new Refused(`${JSON.stringify(email)} is not an e-mail address.\n\n${usage}`)
    return { email: parsed.data, name: values.name?.trim() || null, newPassword: values['new-password'] ?? false, fromStdin: values['password-stdin'] ?? false }
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** Gives what there is to say. `passwordFor` is asked only where one is needed; null: one is made up. */
async function makeOperator(house: House, { email, name, newPassword }: Asked, passwordFor: () => Promise<string | null>): Promise<string> {
  const known = await findAccount(house, email)
  const needed = known === null || newPassword
  const chosen = needed ? await passwordFor() : null
  const password = chosen ?? house.random(15).toString('hex').replaceAll(/(.{6})(?=.)/g, '$1-')
  const [firstName = '', ...rest] = (name ?? '').split(/\s+/)
  const account = known ?? (await createAccount(house, { email, firstName, lastName: rest.join(' '), phone: null, password, language: 'fr', mustChange: chosen === null }))
  if (known && newPassword) {
    await house.services.credentials.set(known.id, { email, name: known.name }, password, { mustChange: chosen === null })
    await house.services.sessions.endAll(known.id, 'password_changed')
  }
  if (known?.operator !== 1 || known.inactive === 1) {
    await raiseToOperator(house, account.id)
    await audit(house, { action: 'operator.made', target: account.id, detail: { from: 'command line' } })
  }
  const said = [known === null ? `${email} is made, and is an operator.` : known.operator === 1 ? `${email} is an operator already.` : `${email} is now an operator.`]
  if (needed) said.push(chosen === null ? `The password, shown only this once and changed at the first sign-in: ${password}` : 'The password is set.')
  said.push(`Sign in at ${house.config.publicUrl}/console/`)
  return said.join('\n')
}

async function askPassword(fromStdin: boolean): Promise<string | null> {
  if (fromStdin) {
    const [line = ''] = (await text(process.stdin)).split(/\r?\n/)
    if (line === '') throw new Refused('No password was piped in.')
    return line
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const hidden = async (question: string): Promise<string> => {
    process.stdout.write(question)
    // What is typed goes nowhere: neither to the screen nor into a history.
    const terminal = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 })
    try {
      return await terminal.question('')
    } finally {
      terminal.close()
      process.stdout.write('\n')
    }
  }
  const password = await hidden('Password (Enter alone: one is made up): ')
  if (password === '') return null
  if ((await hidden('Once more: ')) !== password) throw new Refused('The two differ. Nothing was changed.')
  return password
}
