/** Two letters for a round mark: `Awa Diop` -> `AD`. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return `${first?.[0] ?? '?'}${last?.[0] ?? first?.[1] ?? ''}`.toUpperCase()
}
