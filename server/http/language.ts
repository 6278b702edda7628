import type { IncomingMessage } from 'node:http'
import type { Language } from '../../shared/language/index.ts'

/** The first of our languages that the caller asks for, by weight (RFC 9110 §12.5.4); French where none is named. */
export function languageOf(request: IncomingMessage): Language {
  const asked = request.headers['accept-language']
  if (!asked) return 'fr'
  const wanted = asked.slice(0, 200).split(',').map((part, place) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
    const weight = rest.map((one) => /^\s*q=(\d(?:\.\d+)?)\s*$/.exec(one)?.[1]).find((one) => one !== undefined)
    return { tag: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight), place }
  })
  const best = wanted.filter(({ tag, weight }) => weight > 0 && (tag === 'fr' || tag === 'en')).toSorted((a, b) => b.weight - a.weight || a.place - b.place)[0]
  return best?.tag === 'en' ? 'en' : 'fr'
}
