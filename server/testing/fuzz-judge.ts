import { tmpdir } from 'node:os'
import { createTranslator, en, fr } from '../../shared/language/index.ts'
import { isErrorCode } from '../../shared/values/error.ts'
import { refusalsOf } from '../api/refusals.ts'
import type { Base } from './fuzz-base.ts'
import type { Heard, Wire } from './fuzz-wire.ts'

/** Words of refusals stand without parameters (shared/language/fr/error.ts), so that a detail is one of them or wrong. */
const french = { details: new Set<string>(Object.values(fr.error)), problems: new Set<string>(Object.values(fr.problem)) }
const english = { details: new Set<string>(Object.values(en.error)), problems: new Set<string>(Object.values(en.problem)) }

/** What no answer says: where things lie on this machine, how the code is built, what was asked of the database. */
const inside = [/\n\s+at .+:\d+:\d+/, /node_modules/, /node:internal/, /file:\/\/\/(?!etc\/passwd)/, /ZodError|SqliteError|TypeError|RangeError|SyntaxError|ReferenceError/, /SQLITE_[A-Z]+/, /pg_catalog|relation ".+" does not exist|invalid byte sequence/]
const statement = /\b(select|insert into|update|delete from)\b.+\b(from|values|set|where)\b/i

/** What is wrong with an answer; empty where nothing is. */
export function complaints(base: Base, wire: Wire, heard: Heard, slowest: number): string[] {
  const { status, headers, text } = heard
  const wrong: string[] = []
  if (heard.milliseconds > slowest) wrong.push(`took ${Math.round(heard.milliseconds)} ms`)
  if (!/^[\w-]{8,64}$/.test(headers.get('x-request-id') ?? '')) wrong.push('has no X-Request-Id')
  if (headers.has('x-injected') || headers.has('set-cookie') || headers.has('x-powered-by')) wrong.push('has a header that is not ours')
  for (const sign of inside) if (sign.test(text) && !sign.test(sentText(wire))) wrong.push(`tells of the inside: ${sign.source}`)
  for (const place of [process.cwd(), `${tmpdir()}/`]) if (text.includes(place)) wrong.push(`tells a path of the machine: ${place}`)
  if (status < 200 || status > 599) return [...wrong, `status ${status}`]
  // A service that nobody has set up here is no failure.
  if (status >= 500 && !(status === 501 && codeOf(text) === 'feature_off')) wrong.push(`status ${status}`)
  if (status < 300) return [...wrong, ...misfit(base, wire, heard)]
  if (status < 400 || wire.method === 'HEAD') return wrong
  if (status === 401 && !headers.has('www-authenticate')) wrong.push('401 without WWW-Authenticate')
  if (status === 405 && !headers.has('allow')) wrong.push('405 without Allow')
  if (status === 429 && !headers.has('retry-after')) wrong.push('429 without Retry-After')
  if (base.operation.otherAnswers?.[status] && codeOf(text) === undefined) return wrong
  // A head too large is nobody's business yet.
  if (status !== 431 && asked(base, wire) && !(refusalsOf(base.operation) as number[]).includes(status)) wrong.push(`status ${status} is not in the document`)
  return [...wrong, ...misshapen(wire, heard)]
}

/** Whether this is the operation at all: another method or address is another's. */
const asked = ({ operation, params }: Base, wire: Wire): boolean => !wire.raw && wire.method === operation.method.toUpperCase() && wire.target.split('?')[0] === operation.path.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => params[key] ?? '')

/** An answer that was accepted still fits what the contract says of it. */
function misfit({ operation }: Base, wire: Wire, { status, headers, text }: Heard): string[] {
  if (wire.method !== operation.method.toUpperCase() || status !== operation.status || operation.binary || status === 204 || !wire.target.startsWith(operation.path.split('{')[0]!)) return []
  if (operation.made) return headers.get('content-type') === operation.made ? [] : [`content type ${headers.get('content-type')}`]
  if (!headers.get('content-type')?.startsWith('application/json')) return [`content type ${headers.get('content-type')}`]
  const parsed = operation.answer.safeParse(JSON.parse(text))
  return parsed.success || codeOf(text) !== undefined ? [] : [`the answer is not what the contract says: ${parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`]
}

function misshapen(wire: Wire, { headers, text }: Heard): string[] {
  if (!/^application\/json(; charset=utf-8)?$/.test(headers.get('content-type') ?? '')) return [`content type ${headers.get('content-type')}`]
  let body: Record<string, unknown>
  try {
    body = JSON.parse(text) as Record<string, unknown>
  } catch {
    return ['a refusal that is no JSON']
  }
  const { detail, code, fields, ...more } = body
  const wrong: string[] = []
  const inEnglish = wire.headers.some(([name, value]) => name === 'Accept-Language' && value.startsWith('en'))
  const words = inEnglish ? english : french
  if (Object.keys(more).length > 0) wrong.push(`a refusal with ${Object.keys(more).join(', ')}`)
  if (!isErrorCode(code)) wrong.push(`code ${String(code)}`)
  if (typeof detail !== 'string' || !words.details.has(detail)) wrong.push(`detail is not one of our ${inEnglish ? 'English' : 'French'} sentences: ${String(detail)}`)
  else if (isErrorCode(code) && createdFor(inEnglish)(`error.${code}`) !== detail) wrong.push('detail of another code')
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return [...wrong, 'fields is no object']
  for (const [name, problems] of Object.entries(fields)) {
    if (!Array.isArray(problems) || problems.length === 0 || !problems.every((one) => words.problems.has(String(one)) || words.details.has(String(one)))) wrong.push(`what is said of field ${name.slice(0, 80)}: ${JSON.stringify(problems)}`)
    // Names of fields come from whoever asks: they may be odd, not endless.
    if (name.length > 1000) wrong.push(`a name of ${name.length} signs given back`)
  }
  if (statement.test(text) && !statement.test(sentText(wire))) wrong.push('tells a statement')
  return wrong
}

const translators = { fr: createTranslator('fr'), en: createTranslator('en') }
const createdFor = (inEnglish: boolean) => translators[inEnglish ? 'en' : 'fr']

function codeOf(text: string): string | undefined {
  try {
    const { code } = JSON.parse(text) as { code?: unknown }
    return isErrorCode(code) ? code : undefined
  } catch {
    return undefined
  }
}

const sentText = (wire: Wire): string => `${decoded(wire.target)} ${JSON.stringify(wire.headers)} ${wire.body?.subarray(0, 200_000).toString('utf8') ?? ''}`

function decoded(target: string): string {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '))
  } catch {
    return target
  }
}
