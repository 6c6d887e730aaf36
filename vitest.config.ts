import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/{unit,integration,contract}/**/*.test.ts', 'plugins/*/test/**/*.test.ts'],
    globalSetup: 'test/support/build.ts',
    pool: 'forks',
    // Many tests wait for time-outs and threads more than they work.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['core/**/*.{ts,mjs}'],
      exclude: ['core/dist/**'],
      reporter: ['text-summary', 'html', 'json-summary'],
      // What runs in a thread or process of its own is not counted; its logic is tested in this process, too.
      thresholds: { 'core/**': { branches: 90 } },
    },
  },
})
