import { useWords } from '../../language/words.tsx'

/** A number as the language writes it, aligned under others. */
export function Figure({ value }: { value: number }) {
  const { language } = useWords()
  return <span className="figures">{figureIn(language, value)}</span>
}

export const figureIn = (language: string, value: number): string => new Intl.NumberFormat(language).format(value)
