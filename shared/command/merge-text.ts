/** Where a text was changed: `from` up to `to` of the old one became `text`. */
type Edit = { from: number; to: number; text: string }

/**
 * Both edits of one text, where they do not touch each other; null where they do (sync.md B, policy `text`). Each side is seen
 * as one stretch that was rewritten, which is what somebody does to a description between two savings.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === base) return mine
  if (mine === base) return theirs
  const [first, second] = [editOf(base, mine), editOf(base, theirs)].toSorted((a, b) => a.from - b.from || a.to - b.to) as [Edit, Edit]
  // Side by side is touching: which of two insertions at one place comes first, nobody can say.
  if (first.to >= second.from) return null
  return base.slice(0, first.from) + first.text + base.slice(first.to, second.from) + second.text + base.slice(second.to)
}

function editOf(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { from: start, to: before.length - end, text: after.slice(start, after.length - end) }
}
