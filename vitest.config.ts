import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/opensearch/**'],
          // By itself it leaves one core free, which is half of a small machine.
          maxWorkers: '100%',
          // Building templates takes seconds on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // One desk for all files, so they come one after the other.
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // They wait for minutes and look at nothing but their own tickets: side by side on one desk.
        test: {
          name: 'e2e-waiting',
          include: ['test/e2e/waiting/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          maxWorkers: 5,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        // Against a node that `npm run test:opensearch` starts.
        test: {
          name: 'opensearch',
          include: ['test/opensearch/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
