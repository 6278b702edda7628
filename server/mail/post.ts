import { createTransport } from 'nodemailer'
import type { Transporter } from 'nodemailer'
import { isLanguage } from '../../shared/language/index.ts'
import type { Language } from '../../shared/language/index.ts'
import { newId } from '../house.ts'
import type { House } from '../house.ts'
import { letterOf } from './letters.ts'
import type { LetterKind, LetterParams } from './letters.ts'

declare module '../house.ts' {
  interface Services {
    readonly post: Post
  }
}

/** Milliseconds before the next try after each failure; then a letter has failed and the console shows it. */
const waits = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 12 * 3_600_000]
/** A letter in the hands of a server that died is taken by another after this long. */
const claimEnds = 5 * 60_000

/** Addresses of people are not kept longer than somebody may ask what became of a letter. */
const sentKept = 30 * 86_400_000
const failedKept = 90 * 86_400_000

export type Letter = { kind: LetterKind; to: string; accountId: string | null; language: string; params?: LetterParams }
/**
 * Makes the link of a letter when it is sent, so that no token lies in the database in clear; some letters have none. Null: no
 * account has this address, and nothing is sent.
 */
export type LinkMaker = (kind: LetterKind, letter: { accountId: string | null; email: string }) => Promise<{ link: string | null } | null>
export type Post = ReturnType<typeof openPost>

/** Letters go through a table: whoever asks for one does not wait for a mail server, and none is lost when this one stops. */
export function openPost(house: Pick<House, 'config' | 'store' | 'clock' | 'random' | 'log'>, linkFor: LinkMaker) {
  const db = house.store.kysely
  const { smtpUrl, mailFrom } = house.config
  let transport: Transporter | null = smtpUrl === null ? null : createTransport(smtpUrl, { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 } as never)
  let working: Promise<number> | null = null

  async function deliver(): Promise<number> {
    if (!transport) return 0
    const now = house.clock()
    const free = await db.selectFrom('mail').select('id').where('nextAt', '<=', now).where('state', 'in', ['waiting', 'running']).orderBy('nextAt').limit(20).execute()
    let sent = 0
    for (const { id } of free) {
      // While it is being sent its next time stands in the future: no second server takes it.
      const letter = await db.updateTable('mail').set((row) => ({ state: 'running', attempts: row('attempts', '+', 1), nextAt: now + claimEnds })).where('id', '=', id).where('nextAt', '<=', now)
        .where('state', 'in', ['waiting', 'running']).returningAll().executeTakeFirst()
      if (!letter) continue
      try {
        const made = await linkFor(letter.kind as LetterKind, letter)
        if (!made) {
          await db.deleteFrom('mail').where('id', '=', id).execute()
          continue
        }
        const { subject, text, html } = letterOf(letter.kind as LetterKind, languageFor(letter.language), { ...(JSON.parse(letter.params) as LetterParams), link: made.link ?? '' })
        await transport.sendMail({ from: mailFrom, to: letter.email, subject, text, html })
        await db.updateTable('mail').set({ state: 'sent', error: null, sentAt: house.clock() }).where('id', '=', id).execute()
        sent++
      } catch (error) {
        const wait = waits[letter.attempts - 1]
        house.log.warn({ err: error, mail: id, attempts: letter.attempts }, 'mail not sent')
        await db.updateTable('mail').set({ state: wait === undefined ? 'failed' : 'waiting', nextAt: now + (wait ?? 0), error: String(error).slice(0, 300) }).where('id', '=', id).execute()
      }
    }
    return sent
  }

  return {
    isOn: transport !== null,

    async send({ kind, to, accountId, language, params = {} }: Letter): Promise<void> {
      const now = house.clock()
      await db.insertInto('mail').values({ id: newId(house), kind, email: to, accountId, language, params: JSON.stringify(params), state: 'waiting', attempts: 0, nextAt: now, error: null, createdAt: now, sentAt: null }).execute()
    },

    /** Sends what is due; whoever calls while it does so waits for the same round. Returns how many went out. */
    async deliver(): Promise<number> {
      working ??= deliver()
      try {
        return await working
      } finally {
        working = null
      }
    },

    /** Letters that left long ago, and those that never will. Returns how many went. */
    async forget(): Promise<number> {
      const now = house.clock()
      const sent = await db.deleteFrom('mail').where('state', '=', 'sent').where('sentAt', '<', now - sentKept).executeTakeFirst()
      const failed = await db.deleteFrom('mail').where('state', '=', 'failed').where('createdAt', '<', now - failedKept).executeTakeFirst()
      return Number(sent.numDeletedRows) + Number(failed.numDeletedRows)
    },

    close: () => {
      transport?.close()
      transport = null
    },
  }
}

const languageFor = (language: string): Language => (isLanguage(language) ? language : 'fr')
