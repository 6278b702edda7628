import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

/** The files that take a worker longest, in seconds on two cores. */
const longest = [
  'shared/sync/simulation.integration.test.ts', // 200
  'electron/core/sync/files.integration.test.ts', // 70
  'server/api/fuzz.integration.test.ts', // 60
  'server/api/matrix.integration.test.ts', // 60
  'electron/core/import/run-import.integration.test.ts', // 60
  'electron/core/sync/joining.integration.test.ts', // 50
  'electron/core/storage.integration.test.ts', // 50
  'electron/core/contract-walk.integration.test.ts', // 50
  'shared/command/command.integration.test.ts', // 40
]

/**
 * Where nothing ran before, vitest begins with the largest files. The simulation is a small one: begun last, it kept the whole run
 * waiting for itself on one core. Only the order changes, never what runs.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((file) => moduleId.endsWith(`/${file}`))
      return found < 0 ? longest.length : found
    }
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}
