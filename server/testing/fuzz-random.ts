/** Chance that can be had again from its seed (mulberry32). */
export type Chance = { next(): number; whole(below: number): number; pick<T>(from: readonly T[]): T; some<T>(from: readonly T[], most: number): T[] }

export function chanceOf(seed: number, ...words: string[]): Chance {
  let state = words.join('/').split('').reduce((all, sign) => Math.imul(all ^ sign.charCodeAt(0), 0x01000193) >>> 0, (seed ^ 0x811c9dc5) >>> 0)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number): number => Math.floor(next() * below)
  return {
    next, whole,
    pick: (from) => from[whole(from.length)]!,
    /** In their own order; all where there are no more than that. */
    some: (from, most) => {
      if (from.length <= most) return [...from]
      const places = new Set<number>()
      while (places.size < most) places.add(whole(from.length))
      return from.filter((_one, place) => places.has(place))
    },
  }
}
