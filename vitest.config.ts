import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './.ci/longest-first.ts'

// Two projects: `unit` is the inner loop (seconds); `integration` needs a PostgreSQL, workers or large files.
const never = ['**/node_modules/**', 'out/**', 'e2e/**', 'dist/**']

export default defineConfig({
  test: {
    // Vitest leaves a core for whoever watches; on the two cores of CI that is half of them. Half as many again, since many tests wait
    // for timers, processes and the disk.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
    // `npm run coverage`: the statements of the business that its own tests run. Counting makes tests slow: they get a minute.
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'out/coverage',
      // Counting also makes the tests of speed miss their mark now and then: the figure is wanted all the same.
      reportOnFailure: true,
      thresholds: { statements: 90 },
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, '**/*.integration.test.ts'],
          env: { TZ: 'UTC', ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
          pool: 'threads',
          // Modules are read once for a thread, not for each file: half of the time. What a file changes of the process it puts back.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: never,
          env: { TZ: 'UTC', ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
          globalSetup: ['.ci/postgres.ts', '.ci/read-worker.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
