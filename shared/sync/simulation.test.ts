import { describe, expect, it } from 'vitest'
import { openSimulation } from './testing/simulation.ts'

describe('posts and server, from a seed', () => {
  it.each(Array.from({ length: 12 }, (_, i) => i + 1))('seed %i comes to rest, and everybody agrees', async (seed) => {
    const sim = await openSimulation({ seed })
    await sim.run(120)
    await sim.rest()
    expect(sim.tally.commands).toBeGreaterThan(20)
    await sim.close()
  })
})
