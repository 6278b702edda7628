import { createHash } from 'node:crypto'
import express from 'express'
import type { Express, Request, Response } from 'express'
import helmet from 'helmet'
import { z } from 'zod'
import type { Language } from '../../shared/language/index.ts'
import type { House } from '../house.ts'
import { appErrorOf, errorBodyOf, translate } from '../http/errors.ts'
import { languageOf } from '../http/language.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import { statusOf } from '../http/status.ts'
import { resetPassword } from '../identity/passwords.ts'
import { proveEmail } from '../identity/verification.ts'
import { escape } from './html.ts'

/**
 * Where the links of letters lead as long as no client application has pages of its own (CLIENT_URL). Plain forms without a
 * script. Opening a link changes nothing: programs that look into mails open it too, and a button does the work.
 */
const style = `body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:#f4f6f6;color:#1d2226}
main{background:#fff;border:1px solid #dfe4e4;border-radius:10px;padding:32px;margin:16px;width:min(420px,calc(100vw - 96px))}
h1{font-size:20px;margin:0 0 12px}p{margin:0 0 16px}label{display:block;margin:0 0 16px;font-size:14px;font-weight:600}
input{box-sizing:border-box;width:100%;margin-top:4px;padding:10px;font:inherit;border:1px solid #b6bfc0;border-radius:6px;background:inherit;color:inherit}
button{width:100%;padding:11px;font:inherit;font-weight:600;border:0;border-radius:6px;background:#0b6b5b;color:#fff;cursor:pointer}
:focus-visible{outline:2px solid #0b6b5b;outline-offset:2px}.wrong{color:#b3261e}
@media (prefers-color-scheme:dark){body{background:#15191a;color:#e6eaea}main{background:#1e2425;border-color:#333b3c}input{border-color:#4a5455}.wrong{color:#f2b8b5}button{background:#1d8a76}}`
const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const proofForm = z.object({ token: z.string().min(1).max(200) })
const resetForm = z.object({ token: z.string().min(1).max(200), password: z.string().min(1).max(200), again: z.string().max(200) })

type Page = { title: string; text: string; wrong?: boolean; form?: string }

export function mountLetterPages(app: Express, house: House, limits: RateLimits): void {
  const pages = express.Router()
  // At these addresses alone: whoever asks for others passes by here too, and is read by the rules of the contract.
  const addresses = ['/verify-email', '/reset-password']
  pages.use(addresses, helmet.contentSecurityPolicy({ useDefaults: false, directives: { defaultSrc: ["'none'"], styleSrc: [styleHash], formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"] } }))
  pages.use(addresses, express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 10 }))

  pages.get('/verify-email', (request, response) => {
    const t = translate(languageOf(request))
    show(request, response, 200, { title: t('letter.page.proof'), text: t('letter.page.proofText'), form: `${kept('token', asked(request, 'token'))}${button(t('letter.button.verify'))}` })
  })
  pages.post('/verify-email', limits['sign-in'], async (request, response) => answer(request, response, async (language) => {
    await proveEmail(house, proofForm.parse(request.body).token, request.ip ?? '')
    return { title: translate(language)('letter.page.done'), text: translate(language)('server.emailProven') }
  }))

  pages.get('/reset-password', (request, response) => {
    const language = languageOf(request)
    show(request, response, 200, { title: translate(language)('letter.page.reset'), text: translate(language)('letter.page.resetText'), form: resetFields(language, asked(request, 'token')) })
  })
  pages.post('/reset-password', limits['sign-in'], async (request, response) => {
    const { success, data } = resetForm.safeParse(request.body)
    const language = languageOf(request)
    const t = translate(language)
    const form = resetFields(language, success ? data.token : '')
    if (success && data.password !== data.again) return show(request, response, 400, { title: t('letter.page.reset'), text: t('problem.mismatch'), wrong: true, form })
    return answer(request, response, async () => {
      const { token, password } = resetForm.parse(request.body)
      await resetPassword(house, token, password, request.ip ?? '')
      return { title: t('letter.page.done'), text: t('server.passwordReset') }
    }, { title: t('letter.page.reset'), form, when: 'weak_password' })
  })
  app.use(pages)

  /** What is refused is said on a page too; where it can be mended at once, with the form. */
  async function answer(request: Request, response: Response, act: (language: Language) => Promise<Page>, again?: { title: string; form: string; when: string }): Promise<void> {
    const language = languageOf(request)
    try {
      show(request, response, 200, await act(language))
    } catch (thrown) {
      const error = thrown instanceof z.ZodError ? appErrorOf({ status: 400 }) : appErrorOf(thrown)
      if (error.code === 'internal') throw thrown
      const { detail, fields } = errorBodyOf(error, language)
      const text = [detail, ...Object.values(fields).flat()].join(' ')
      show(request, response, statusOf[error.code], again?.when === error.code ? { ...again, text, wrong: true } : { title: translate(language)('letter.page.refused'), text, wrong: true })
    }
  }
}

/** One text of the address; anything else that stands there is left aside. */
const asked = (request: Request, name: string): string => new URL(request.originalUrl, 'http://here').searchParams.get(name)?.slice(0, 200) ?? ''

function resetFields(language: Language, token: string): string {
  const t = translate(language)
  const field = (name: string, label: string): string => `<label>${escape(label)}<input type="password" name="${name}" autocomplete="new-password" required minlength="10" maxlength="200"></label>`
  return `${kept('token', token)}${field('password', t('letter.page.password'))}${field('again', t('letter.page.again'))}${button(t('letter.button.reset'))}`
}

const kept = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escape(value)}">`
const button = (text: string): string => `<button>${escape(text)}</button>`

function show(request: Request, response: Response, status: number, { title, text, wrong, form }: Page): void {
  response.status(status).setHeader('Cache-Control', 'no-store')
  response.type('html').send(`<!doctype html><html lang="${languageOf(request)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} · Digit-Hab</title>
<style>${style}</style><main><h1>${escape(title)}</h1><p${wrong ? ' class="wrong" role="alert"' : ''}>${escape(text)}</p>${form ? `<form method="post" action="${escape(request.originalUrl.split('?')[0]!)}">${form}</form>` : ''}</main></html>`)
}
