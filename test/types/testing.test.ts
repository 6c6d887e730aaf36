// Holds the test kit. Nothing here runs: `npm run check:types` compiles it.
import * as nodeTest from 'node:test'
import { definePlugin } from 'box-skill-runner/plugin'
import {
  describePlugin,
  type PluginFailure,
  type PluginRun,
  type PluginSuccess,
  PluginTestError,
  runPlugin,
  type Sandbox,
  type startSandbox,
} from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import { type Equal, same } from './equal.ts'

const plain = definePlugin({ name: 'plain', version: '1.0.0', extensions: ['txt'], run: () => [] })
const rich = definePlugin({
  name: 'rich',
  version: '1.0.0',
  extensions: ['txt'],
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['place'],
    properties: {
      place: { type: 'string' },
      style: { enum: ['plain', 'loud'], default: 'plain' },
      names: { type: 'array', items: { type: 'string' }, default: [] },
      weights: {
        type: 'object',
        additionalProperties: false,
        default: {},
        properties: { word: { type: 'number', default: 1 }, line: { type: 'number', default: 1 } },
      },
    },
  },
  run: () => [],
})
const file = { name: 'note.txt', content: 'two words' }

// Options follow from the plugin; defaults fill what is left out, deep inside, too.
await runPlugin(rich, { file, options: { place: 'Skagen', weights: { word: 2 }, names: ['a'] } })
await runPlugin(rich, { file })
// @ts-expect-error No such option.
await runPlugin(rich, { file, options: { plaice: 'Skagen' } })
// @ts-expect-error Not one of the values.
await runPlugin(rich, { file, options: { style: 'quiet' } })
// @ts-expect-error No such option inside.
await runPlugin(rich, { file, options: { weights: { letter: 1 } } })
// @ts-expect-error This one takes no options.
await runPlugin(plain, { file, options: { top: 1 } })
// What a path leads to is not known.
await runPlugin('./index.ts', { file, options: { anything: 1 } })
await runPlugin(new URL('index.ts', import.meta.url), { file })

// Files and representations.
await runPlugin(plain, { file: './note.txt' })
await runPlugin(plain, { file: new URL('note.txt', import.meta.url) })
await runPlugin(plain, { file: { name: 'note.txt', content: new Uint8Array(), size: undefined } })
await runPlugin(plain, { file: { path: './note.txt', name: 'other.txt' } })
await runPlugin(plain, { file, representations: { extracted_text: 'text', jpg: new Uint8Array() } })
await runPlugin(plain, { file, representations: { mp4: { path: './film.mp4' } } })
// @ts-expect-error A file is needed.
await runPlugin(plain, {})
// @ts-expect-error Content needs a name, for its extension.
await runPlugin(plain, { file: { content: 'x' } })
// @ts-expect-error Box has no such representation.
await runPlugin(plain, { file, representations: { docx: 'x' } })
// @ts-expect-error Secrets are values by their names.
await runPlugin(plain, { file, secrets: ['KEY'] })

// Results.
const run = await runPlugin(plain, { file, secrets: { KEY: 'x' }, timeoutMs: 100, onProgress() {} })
same<Equal<typeof run, PluginRun>>()
same<Equal<(typeof run)['cards'][number]['created_at'], string>>()
if (run.ok) same<Equal<typeof run, PluginSuccess>>()
else same<Equal<typeof run, PluginFailure>>()
same<Equal<NonNullable<typeof run.error>['code'], string>>()
run.error?.message.toUpperCase()
same<Equal<PluginTestError['code'], string>>()
same<Equal<PluginTestError['problems'][number]['fix'], string>>()
void PluginTestError

// The contract suite, in either runner.
describePlugin(rich, { fixtures: ['./note.txt'], options: { place: 'Skagen' }, test: vitest })
describePlugin(rich, { fixtures: [{ file, representations: { jpg: new Uint8Array() } }], test: nodeTest })
describePlugin('./index.ts', {
  fixtures: [file, { path: './note.txt' }],
  test: { describe: vitest.describe, test: vitest.test, afterAll: vitest.afterAll },
})
// @ts-expect-error Fixtures are needed.
describePlugin(rich, {})
// @ts-expect-error A list of them.
describePlugin(rich, { fixtures: './note.txt' })
// @ts-expect-error No such option.
describePlugin(rich, { fixtures: ['./note.txt'], options: { plaice: 'Skagen' } })

same<Equal<ReturnType<typeof startSandbox>, Promise<Sandbox>>>()
