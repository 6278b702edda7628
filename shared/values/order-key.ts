/**
 * Texts that keep an order a user made by dragging: between any two there is always another, so moving one photo
 * writes one row. Compared as plain text (collation C). Digits are base 62; a key is a whole part, whose first letter
 * says its length, and a fraction that never ends in the lowest digit: appending counts the whole part up, so
 * that keys of a list that only grows stay short.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const lowest = '0'
const highest = 'z'
const smallestWhole = `A${lowest.repeat(26)}`
const first = 'a0'
const keyShape = /^[A-Za-z][0-9A-Za-z]*$/

function valueOf(digit: string): number {
  return digits.indexOf(digit)
}

/** `a` to `z` head whole parts of 1 to 26 digits counting up; `Z` to `A` the same counting down below them. */
function wholeLength(head: string): number {
  return head >= 'a' ? head.charCodeAt(0) - 97 + 2 : 90 - head.charCodeAt(0) + 2
}

function wholeOf(key: string): string {
  return key.slice(0, wholeLength(key[0]!))
}

export function isOrderKey(text: string): boolean {
  if (!keyShape.test(text) || text === smallestWhole) return false
  const whole = wholeOf(text)
  return whole.length === wholeLength(text[0]!) && (text.length === whole.length || !text.endsWith(lowest))
}

function nextWhole(whole: string): string | null {
  const head = whole[0]!
  const tail = whole.slice(1).split('')
  for (let index = tail.length - 1; index >= 0; index--) {
    const value = valueOf(tail[index]!) + 1
    if (value < digits.length) {
      tail[index] = digits[value]!
      return head + tail.join('')
    }
    tail[index] = lowest
  }
  if (head === 'Z') return first
  if (head === 'z') return null
  const up = String.fromCharCode(head.charCodeAt(0) + 1)
  return up + lowest.repeat(wholeLength(up) - 1)
}

function previousWhole(whole: string): string | null {
  const head = whole[0]!
  const tail = whole.slice(1).split('')
  for (let index = tail.length - 1; index >= 0; index--) {
    const value = valueOf(tail[index]!) - 1
    if (value >= 0) {
      tail[index] = digits[value]!
      return head + tail.join('')
    }
    tail[index] = highest
  }
  if (head === 'a') return `Z${highest}`
  if (head === 'A') return null
  const down = String.fromCharCode(head.charCodeAt(0) - 1)
  return down + highest.repeat(wholeLength(down) - 1)
}

/** A fraction strictly between two; `after` null means "one". Neither ends in the lowest digit. */
function fractionBetween(before: string, after: string | null): string {
  if (after !== null) {
    let shared = 0
    while ((before[shared] ?? lowest) === after[shared]) shared++
    if (shared > 0) return after.slice(0, shared) + fractionBetween(before.slice(shared), after.slice(shared))
  }
  const low = before === '' ? 0 : valueOf(before[0]!)
  const high = after === null ? digits.length : valueOf(after[0]!)
  if (high - low > 1) return digits[Math.round((low + high) / 2)]!
  if (after !== null && after.length > 1) return after[0]!
  return digits[low]! + fractionBetween(before.slice(1), null)
}

/** A key strictly between two; null means the end of the list on that side. Throws RangeError unless before < after. */
export function keyBetween(before: string | null, after: string | null): string {
  for (const key of [before, after]) if (key !== null && !isOrderKey(key)) throw new RangeError(`not an order key: ${key}`)
  if (before !== null && after !== null && before >= after) throw new RangeError(`${before} is not before ${after}`)
  if (before === null && after === null) return first
  if (before === null) {
    const whole = wholeOf(after!)
    if (whole === smallestWhole) return whole + fractionBetween('', after!.slice(whole.length))
    if (whole < after!) return whole
    const down = previousWhole(whole)!
    return down === smallestWhole ? down + fractionBetween('', null) : down
  }
  const whole = wholeOf(before)
  const fraction = before.slice(whole.length)
  if (after === null) return nextWhole(whole) ?? whole + fractionBetween(fraction, null)
  const wholeAfter = wholeOf(after)
  if (whole === wholeAfter) return whole + fractionBetween(fraction, after.slice(wholeAfter.length))
  const next = nextWhole(whole)!
  return next < after ? next : whole + fractionBetween(fraction, null)
}

/** `count` keys in order between two, as short as can be. */
export function keysBetween(count: number, before: string | null = null, after: string | null = null): string[] {
  if (count <= 0) return []
  if (after === null) {
    const keys: string[] = []
    for (let last = before; keys.length < count;) keys.push(last = keyBetween(last, null))
    return keys
  }
  if (count === 1) return [keyBetween(before, after)]
  const left = Math.floor(count / 2)
  const middle = keyBetween(before, after)
  return [...keysBetween(left, before, middle), middle, ...keysBetween(count - left - 1, middle, after)]
}
