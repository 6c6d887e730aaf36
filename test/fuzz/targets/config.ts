// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configs refer to variables this way
import fc from 'fast-check'
import { formatProblem } from '../../../core/config/explain.ts'
import { interpolate } from '../../../core/config/interpolate.ts'
import { loadSource } from '../../../core/config/load.ts'
import { checkOptions } from '../../../core/config/options.ts'
import { sourceOf } from '../../../core/config/source.ts'
import type { OptionsSchema } from '../../../core/plugin-options.ts'
import { createRouter } from '../../../core/routing/router.ts'
import { deepJson, hostileJson, hostileText } from '../hostile.ts'
import { checkOneLine, holds, orRefused } from '../invariants.ts'
import { mutated, mutatedText } from '../mutate.ts'
import { config, configEnv, configKeys } from '../samples.ts'
import { target } from '../target.ts'

const load = (text: string, env: Readonly<Record<string, string | undefined>> = configEnv) =>
  loadSource(sourceOf('skill.config.json', text), '/srv/skill.config.json', env)

/** A config is refused with codes, or is one that everything after it can work with. */
function take(text: string, env?: Readonly<Record<string, string>>): void {
  const loaded = orRefused(() => load(text, env))
  if (loaded === undefined) return
  const { plugins, routes, box, queue } = loaded.config
  holds(queue.path.startsWith('/'), 'paths are absolute')
  holds(URL.canParse(box.apiUrl) && !box.apiUrl.endsWith('/'), 'the API has an address')
  for (const name of routes.flatMap((route) => route.plugins))
    holds(Object.hasOwn(plugins, name), 'routes name plugins that there are')
  for (const warning of loaded.warnings)
    for (const line of formatProblem(warning).split('\n')) checkOneLine(line)
  createRouter(loaded.config).route(
    { id: '1', name: 'a.txt', size: 1, versionId: undefined, sequence: undefined, parentId: '2' },
    '1',
  )
}

const base = JSON.stringify(config)
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['top'],
  properties: {
    top: { type: 'integer', minimum: 1, maximum: 50, default: 5, description: 'Words to show.' },
    words: { type: 'array', items: { type: 'string', minLength: 2 }, uniqueItems: true, default: [] },
    mode: { enum: ['fast', 'good'], default: 'good' },
    size: { anyOf: [{ type: 'number' }, { type: 'string' }] },
  },
}
const schemaKeys = [
  ...Object.keys(schema),
  ...Object.keys(schema.properties),
  '$ref',
  '$async',
  '$id',
  'not',
  'if',
]
/** Without what belongs to other targets. */
const withOptions = (options: unknown) =>
  JSON.stringify({
    box: config.box,
    plugins: { words: { use: './words', options } },
    routes: [{ extensions: ['*'], plugins: ['words'] }],
  })

export const configTargets = [
  target(
    'config: text',
    30,
    fc.oneof(
      {
        weight: 6,
        arbitrary: mutatedText(
          [base, JSON.stringify(config, undefined, 1)],
          ['"', '{', '}', '[', ',', '/*', '//', '${', '${A', '\n', '\\u', '"a":1,\n'],
        ),
      },
      { weight: 1, arbitrary: hostileText },
      { weight: 1, arbitrary: deepJson },
      {
        weight: 1,
        arbitrary: deepJson.map((text) => base.replace('"options":{"top":10}', `"options":{"top":${text}}`)),
      },
    ),
    (text) => take(text),
  ),
  target('config: values', 30, mutated([config], configKeys), (value) => take(JSON.stringify(value))),
  target('config: any JSON', 20, hostileJson(configKeys), (value) => take(JSON.stringify(value))),
  target(
    'config: environment',
    20,
    fc.dictionary(
      fc.constantFrom('BOX_PRIMARY_KEY', 'BOX_SECONDARY_KEY', 'OTHER_KEY', 'SEAL_KEY', '__proto__'),
      hostileText,
    ),
    (env) => take(base, env),
  ),
  target(
    'config: variables in a text',
    60,
    fc.tuple(
      mutatedText(
        ['a ${NAME} b ${OTHER:-c} $${d}'],
        ['${', '}', ':-', '$', '${__proto__}', '${constructor}'],
      ),
      fc.dictionary(fc.constantFrom('NAME', 'OTHER', 'HOME'), hostileText),
    ),
    ([text, env]) => {
      const { value, faults } = interpolate(text, env)
      holds(typeof value === 'string', 'a text stays a text')
      for (const { index } of faults) holds(text.startsWith('${', index), 'a fault is at a variable')
    },
  ),
  target(
    'config: options and their schema',
    20,
    fc.tuple(
      mutated([schema], schemaKeys),
      mutated([{ top: 3, words: ['ab'], mode: 'fast' }], ['top', 'words', 'mode']),
    ),
    ([given, options]) => {
      const isSchema = typeof given === 'object' && given !== null && !Array.isArray(given)
      if (!isSchema) return
      const loaded = orRefused(() => load(withOptions(options)))
      if (loaded !== undefined) orRefused(() => checkOptions(loaded, 'words', given as OptionsSchema))
    },
  ),
]
