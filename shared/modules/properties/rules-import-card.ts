import { fold } from '../../values/fold.ts'
import { isSilent, readSurface } from './rules-import-cells.ts'
import { targetOfName } from './rules-import-column-names.ts'
import type { ImportTarget } from './model-import.ts'
import { pattern } from './rules-import-pattern.ts'

/** What a cell of several lines holds besides its text, by meaning: used where no column says it. */
export type Facts = Partial<Record<ImportTarget, string>>

/** Signs a portal puts on a listing before its title. */
const badge = pattern`
  ^(?:vip|premium|top|urgent|gold|boost|booste|sponsorise|sponsored|nouveau|nouveaute|new|exclusif|exclusivite|a la une
  |featured|promo|vendeur verifie|verifie|pro|verified)$
`

const dated = /^\d{1,2}\. ?\p{L}{3,}\.?|^(?:hier|aujourd.hui|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b.*\d{1,2}:\d{2}/iu

/**
 * A scraper often puts a listing's whole card into one cell: badge, title, rooms and surface, place, day, price,
 * telephones, each on its line (cleaned by `cleanCell`). The first line that is no badge is the title. A title that
 * merely has a line break in it stays whole.
 */
export function readCard(cell: string): { title: string; facts: Facts; phones: string[] } {
  if (!cell.includes('\n')) return { title: cell, facts: {}, phones: [] }
  const lines = cell.split('\n').filter((line) => !isSilent(line))
  const kept = lines.filter((line) => !badge.test(fold(line)))
  const [title = '', ...others] = kept.length > 0 ? kept : lines
  const facts: Facts = {}
  const phones: string[] = []
  const rest: string[] = []
  for (let index = 0; index < others.length; index++) {
    const line = others[index]!
    const bedrooms = /^(\d{1,3}) ?(?:chambres?|ch\b)/i.exec(line)
    const surface = /(\d[\d., ]*) ?m²/.exec(line)
    const digits = line.replace(/[\s().\-/]/g, '')
    if (/^\d[\d\s.,]*(?:f\s*\.?\s*cfa|fcfa|xof|€|euros?|\$)/i.test(line)) facts.price ??= line
    else if (/^\+?\d{8,15}$/.test(digits) && !/^\d{1,3}(?: \d{3})+$/.test(line)) phones.push(line)
    else if (dated.test(line)) facts.date ??= line
    else if (bedrooms || (surface && typeof readSurface(surface[0]) === 'number' && line.length <= 40)) {
      if (bedrooms) facts.bedrooms ??= bedrooms[1]!
      if (surface) facts.surface ??= surface[0]
    } else if (line.endsWith(',') && index + 1 < others.length) {
      facts.place ??= `${line} ${others[++index]!}`
    } else rest.push(line)
  }
  const isCard = Object.keys(facts).length > 0 || phones.length > 0
  return isCard ? { title, facts, phones } : { title: kept.join(' '), facts: {}, phones: [] }
}

/**
 * A cell of facts, name and value on lines of their own ("Chambres / 2 / Mètres carrés / 80 m²"), read and written
 * again as `Chambres : 2`. Any other text comes back as it is.
 */
export function readFacts(cell: string): { text: string; facts: Facts } {
  const lines = cell.split('\n')
  const facts: Facts = {}
  const paired = lines.length >= 2 && lines.length % 2 === 0 && lines.length <= 40
    && lines.every((line, index) => line.length <= 60 && (index % 2 === 0 ? !/\d/.test(line) : true))
    && lines.some((line, index) => index % 2 === 1 && /^\d/.test(line))
  const pairs = paired
    ? lines.flatMap((line, index) => (index % 2 === 0 ? [[line.replace(/ ?:$/, ''), lines[index + 1]!] as const] : []))
    : lines.flatMap((line) => {
        const told = /^([\p{L}][\p{L} '’().²\-/]{1,40}?) ?: ?(\S.{0,60})$/u.exec(line)
        return told ? [[told[1]!, told[2]!] as const] : []
      })
  for (const [name, value] of pairs) {
    const target = targetOfName(name)?.target
    if (target !== undefined && target !== 'ignore') facts[target] ??= value
  }
  return { text: paired ? pairs.map(([name, value]) => `${name} : ${value}`).join('\n') : cell, facts }
}
