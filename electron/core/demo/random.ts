import { createHash } from 'node:crypto'
import { derivedId } from '../../../shared/values/id.ts'

export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number, both ends included. */
  whole(low: number, high: number): number
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** One of the values, as often as its weight says. */
  weighted<T>(from: readonly (readonly [value: T, weight: number])[]): T
  /** Some values in their order, each with the same probability. */
  some<T>(from: readonly T[], probability: number): T[]
  shuffled<T>(from: readonly T[]): T[]
  /** Around 0 with deviation 1, never beyond 3. */
  bell(): number
}

/**
 * The generator sfc32 (Chris Doty-Humphrey's PractRand, public domain), started from a hash of the words given: each
 * property has its own stream, so that one more photo here moves nothing there.
 */
export function randomOf(...words: readonly (string | number)[]): Random {
  const hash = createHash('sha256').update(words.join('/')).digest()
  let [a, b, c, d] = [hash.readUInt32LE(0), hash.readUInt32LE(4), hash.readUInt32LE(8), hash.readUInt32LE(12)]
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  const random: Random = {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    weighted(from) {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of from) if ((left -= weight) < 0) return value
      return from[from.length - 1]![0]
    },
    some: (from, probability) => from.filter(() => next() < probability),
    shuffled(from) {
      const list = [...from]
      for (let last = list.length - 1; last > 0; last--) {
        const other = Math.floor(next() * (last + 1))
        ;[list[last], list[other]] = [list[other]!, list[last]!]
      }
      return list
    },
    bell: () => Math.max(-3, Math.min(3, (next() + next() + next() + next() - 2) * Math.sqrt(3))),
  }
  return random
}

/** An id that the same words always give. */
export function idOf(...words: readonly (string | number)[]): string {
  return derivedId(createHash('sha256').update(`demo/${words.join('/')}`).digest())
}
