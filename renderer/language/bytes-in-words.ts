import type { Language, Translate } from '../../shared/language/index.ts'

/** `3,4 Mo`: sizes of files as people say them, by thousands. */
export function bytesInWords(bytes: number, t: Translate, language: Language): string {
  const steps = ['b', 'kb', 'mb', 'gb'] as const
  const step = bytes < 1000 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value)
  return t(`shell.bytes.${steps[step]!}`, { number })
}
