/** Takes out of a log what must not be kept. Both hosts write their lines through it. */

const secretName = /pass|secret|token|cookie|authorization|cipher|hash|base64/i
const patterns: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}.-]+\.\p{L}{2,}/gu, '<e-mail>'],
  // Long ids keep their first eight signs: enough to follow one thing through a log, not enough to look it up.
  [/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '$1…'],
  [/\b([0-9a-f]{8})[0-9a-f]{24,}\b/gi, '$1…'],
  [/(\/home\/|\/Users\/|[A-Z]:\\Users\\)(?:[^/\\"'\n]+(?=[/\\])|[^/\\\s"']+)/gi, '$1<user>'],
  [/(%2Fhome%2F|%2FUsers%2F|[A-Z]%3A%5CUsers%5C)(?:(?!%2F|%5C)[^/\\\s"'])+/gi, '$1<user>'],
  [/(?<![\p{L}\p{N}.:_-])\+?(?:\d[ .-]?){8,18}\d(?![\p{L}\p{N}_:-])/gu, '<number>'],
]

/** Takes e-mails, phone and card numbers, home folders and full ids out of one text. */
export function redact(text: string): string {
  let result = text
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement)
  return result
}

/** The same through objects, lists and errors; values under a name that tells a secret are left out whole. */
export function redactDeep(value: unknown, depth = 0): unknown {
  if (value instanceof Error) {
    return redactDeep({ name: value.name, message: value.message, stack: value.stack, cause: value.cause }, depth)
  }
  if (typeof value === 'string') return redact(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > 4) return '…'
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactDeep(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, secretName.test(name) ? '<secret>' : redactDeep(item, depth + 1)]),
  )
}
