import { createTranslator } from '../language/index.ts'
import type { Language, Translate } from '../language/index.ts'

/** Who will read the document, as far as its words go. */
export type Reader = { t: Translate; language: Language }
export const readerOf = (language: Language): Reader => ({ t: createTranslator(language), language })

/** A word of a name for a file: letters and figures of ASCII, joined by dashes; never empty. */
export function fileWord(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60)
  return plain.toLowerCase() || 'x'
}
