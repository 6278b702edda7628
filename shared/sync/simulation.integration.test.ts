import { describe, expect, it } from 'vitest'
import { openPost } from './post.ts'
import type { Authority } from './authority.ts'
import { corpus } from './testing/corpus.ts'
import { runSeed } from './testing/fuzz.ts'
import { faults } from './testing/simulation.ts'
import type { SimulationOptions } from './testing/simulation.ts'

describe('posts and server, from 300 seeds', () => {
  const seen = { faults: new Map<string, number>(), conflicts: 0, rejections: 0, commands: 0 }

  it.each(corpus)('seed $seed, where $was', async ({ seed, length }) => {
    expect((await runSeed({ seed }, length)).failure).toBeNull()
  })

  it.each(Array.from({ length: 30 }, (_, i) => [i * 10 + 1, i * 10 + 10]))('seeds %i to %i come to rest, and everybody agrees', async (first, last) => {
    for (let seed = first!; seed <= last!; seed++) {
      const { failure, tally } = await runSeed({ seed })
      expect(failure, failure?.message).toBeNull()
      for (const [fault, times] of Object.entries(tally.faults)) seen.faults.set(fault, (seen.faults.get(fault) ?? 0) + times)
      seen.conflicts += tally.conflicts
      seen.rejections += tally.rejections
      seen.commands += tally.commands
    }
  })

  it('met every fault, conflicts and refusals on the way', () => {
    for (const fault of faults) expect(seen.faults.get(String(fault)) ?? 0, `fault ${fault}`).toBeGreaterThan(5)
    expect(seen.conflicts).toBeGreaterThan(100)
    expect(seen.rejections).toBeGreaterThan(300)
  })
})

describe('a build that is broken on purpose is caught', () => {
  const caught = async (broken: NonNullable<SimulationOptions['broken']>): Promise<number> => {
    let failures = 0
    for (let seed = 1; seed <= 40 && failures === 0; seed++) if ((await runSeed({ seed, broken })).failure) failures++
    return failures
  }

  it('one that saves its cursor before the page', async () => {
    expect(await caught({
      post: (parts) => openPost({
        ...parts,
        transport: {
          ...parts.transport,
          pull: async (message) => {
            const page = (await parts.transport.pull(message)) as { to?: number }
            if (typeof page.to === 'number') await parts.store.kysely.updateTable('agencySequence').set({ seq: page.to }).execute()
            return page
          },
        },
      }),
    })).toBe(1)
  })

  it('a server that does not look at the id of a command', async () => {
    let n = 0
    const renamed = (id: string): string => `${id.slice(0, -6)}${(++n).toString(16).padStart(6, '0')}`
    expect(await caught({
      authority: (whole): Authority => ({
        ...whole,
        push: async (peer, message) => {
          const ids = new Map<string, string>()
          const commands = message.commands.map(({ deviceSeq, envelope }) => {
            const commandId = renamed(envelope.commandId)
            ids.set(commandId, envelope.commandId)
            return { deviceSeq, envelope: { ...envelope, commandId } }
          })
          const answer = await whole.push(peer, { ...message, commands })
          return { ...answer, results: answer.results.map((result) => ({ ...result, commandId: ids.get(result.commandId)! })) }
        },
      }),
    })).toBe(1)
  })

  it('a server that does not compare what was seen', async () => {
    expect(await caught({
      authority: (whole): Authority => ({
        ...whole,
        push: (peer, message) => whole.push(peer, { ...message, commands: message.commands.map(({ deviceSeq, envelope: { base: _base, after: _after, ...envelope } }) => ({ deviceSeq, envelope })) }),
      }),
    })).toBe(1)
  })
})
