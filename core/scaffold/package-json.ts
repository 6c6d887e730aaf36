import type { NewPlugin } from './new-plugin.ts'
import { toolVersions } from './versions.ts'

/**
 * The package.json of a new plugin.
 *
 * @param description A sentence.
 */
export function packageJsonOf(plugin: NewPlugin, description: string): string {
  const { typeScript, names, runnerVersion } = plugin
  const { tsx, ...tools } = toolVersions
  const whole = {
    name: names.package,
    version: '0.1.0',
    description,
    keywords: ['box-skill-plugin', 'box', 'box-skills'],
    license: 'MIT',
    type: 'module',
    engines: { node: '>=20.19' },
    files: [typeScript ? 'dist' : '*.js'],
    exports: {
      '.': typeScript
        ? { source: './index.ts', types: './dist/index.d.ts', default: './dist/index.js' }
        : './index.js',
      './package.json': './package.json',
    },
    scripts: {
      ...(typeScript && { build: 'tsc -p tsconfig.build.json' }),
      // Each test starts a thread, which takes seconds on a machine that is busy with other things.
      test: 'vitest run --testTimeout=30000',
      check: typeScript ? 'tsc && npm run build && skill-runner check .' : 'tsc && skill-runner check .',
      dev: 'skill-runner dev .',
      ...(typeScript && { prepack: 'npm run build' }),
    },
    peerDependencies: { 'box-skill-runner': `^${runnerVersion}` },
    devDependencies: { 'box-skill-runner': `^${runnerVersion}`, ...tools, ...(typeScript && { tsx }) },
  }
  const { devDependencies, ...rest } = whole
  return `${JSON.stringify({ ...rest, devDependencies: sorted(devDependencies) }, undefined, 2)}\n`
}

/** As npm sorts them at the first install. */
function sorted(dependencies: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1)))
}
