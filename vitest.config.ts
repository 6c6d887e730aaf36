import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'import', 'module', 'default']

/** Minutes in all: a browser, kills, restarts, the plugins. `npm run test:whole` runs them. */
const whole = [
  'test/integration/{console,dev-plugin}.test.ts',
  'test/chaos/crash.test.ts',
  'test/integration/{fair-turns,rolling-restart}.test.ts',
  'plugins/*/test/**/*.test.ts',
]
/** Every example of the documents; and what needs the registry, or a machine that can mount, set its clock and lose its files, and a calm one. `npm run test:deep` runs them, before each release. */
const deep = [
  'test/integration/third-party.test.ts',
  'test/docs/code.test.ts',
  'plugins/http/test/recipes.test.ts',
  'test/secrets/{runner,dev,rotation,hostile-plugin}.test.ts',
  'test/container/read-only.test.ts',
  'test/faults/machine-{clock,database,disk,limits,signals}.test.ts',
  'test/load/load.test.ts',
]
const every = ['test/{unit,integration,contract,docs,faults,chaos,fuzz,secrets,container}/**/*.test.ts']
const suites: Readonly<Record<string, { include: string[]; exclude: string[] }>> = {
  deep: { include: deep, exclude: [] },
  whole: { include: whole, exclude: deep },
}
const { include, exclude } = suites[process.env.SUITE ?? ''] ?? {
  include: every,
  exclude: [...whole, ...deep],
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include,
    exclude: ['**/node_modules/**', ...exclude],
    globalSetup: 'test/support/build.ts',
    pool: 'forks',
    // Many tests wait for time-outs and threads more than they work.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['core/**/*.{ts,mjs}'],
      exclude: [
        'core/dist/**',
        'core/console/{page,preview}/**',
        'core/console/build.mjs',
        'core/scaffold/templates/**',
      ],
      reporter: ['text-summary', 'html', 'json-summary'],
      // What runs in a browser, a thread or a process of its own is not counted; its logic is tested in this process, too.
      thresholds: { 'core/**': { branches: 90 } },
    },
  },
})
