import { parsePhone } from './phone.ts'
import { foldPlace } from './place-spellings.ts'

/**
 * What is kept of a text to be searched: its folded words, and after them the words that people type for it though it does
 * not say them so: `N’Diaye` is also `ndiaye`, `+221771234567` also `771234567`, without the code of the country.
 */
export function searchText(text: string): string {
  const more: string[] = []
  if (/['’]/.test(text)) for (const [, letter, rest] of text.matchAll(/(?<!\p{L})(\p{L})['’](\p{L}+)/gu)) more.push(foldPlace(`${letter}${rest}`))
  if (text.includes('+')) for (const [number] of text.matchAll(/\+\d{8,15}(?!\d)/g)) {
    const national = parsePhone(number)?.national.replace(/\D/g, '')
    if (national) more.push(national, national.replace(/^0/, ''))
  }
  return more.length === 0 ? foldPlace(text) : [...new Set([foldPlace(text), ...more])].filter(Boolean).join(' ')
}

const mostWords = 12

/** The words of what somebody typed to find something; a telephone number is one word, however it is spaced. */
export function searchWords(typed: string): string[] {
  const digits = typed.replace(/[\s().+-]/g, '')
  if (/^\d{6,}$/.test(digits)) return [digits.replace(/^00/, '')]
  return foldPlace(typed.replace(/(?<!\p{L})([nm])['’](?=\p{L})/giu, '$1')).split(' ').filter(Boolean).slice(0, mostWords)
}
