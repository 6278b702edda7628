import { fold, foldWords } from '../../shared/values/fold.ts'

type Part = { text: string; found: boolean }

/**
 * Which parts of a text the words typed stand for: `sacre` in `Sacré-Cœur`. A word counts where it begins or stands in a
 * word of the text; misspellings are left unmarked.
 */
export function foundParts(text: string, typed: string): Part[] {
  const wanted = foldWords(typed)
  const marks = new Array<boolean>(text.length).fill(false)
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const letters = [...match[0]]
    // Each letter by itself, so that places in the folded word lead back to places in the text (œ folds to two).
    const folded = letters.map((letter) => fold(letter))
    const whole = folded.join('')
    for (const word of wanted) {
      const at = whole.indexOf(word)
      if (at < 0) continue
      let foldedAt = 0
      let textAt = match.index
      letters.forEach((letter, index) => {
        const length = folded[index]!.length
        if (foldedAt < at + word.length && foldedAt + length > at) marks.fill(true, textAt, textAt + letter.length)
        foldedAt += length
        textAt += letter.length
      })
    }
  }
  const parts: Part[] = []
  for (let index = 0; index < text.length; index++) {
    const last = parts.at(-1)
    if (last && last.found === marks[index]) last.text += text[index]!
    else parts.push({ text: text[index]!, found: marks[index]! })
  }
  return parts
}

export function Highlight({ text, typed }: { text: string; typed: string }) {
  if (typed.trim() === '') return text
  return foundParts(text, typed).map((part, index) =>
    part.found ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
  )
}
