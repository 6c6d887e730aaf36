// Holds what authors see of their options. Nothing here runs: `npm run check:types` compiles it.
import { definePlugin, type OptionsOf } from 'box-skill-runner/plugin'
import { type Equal, same } from './equal.ts'

const base = { name: 'words', version: '1.0.0', extensions: ['txt'] } as const

definePlugin({
  ...base,
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['place'],
    properties: {
      top: { type: 'integer', minimum: 1, default: 5, description: 'Words to show.' },
      share: { type: 'number' },
      place: { type: 'string' },
      loud: { type: 'boolean', default: false },
      style: { enum: ['plain', 'loud'], default: 'plain' },
      level: { enum: [1, 2, null] },
      format: { const: 'v1', default: 'v1' },
      names: { type: 'array', items: { type: 'string' }, default: [] },
      grid: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
      anything: { type: 'array' },
      weights: {
        type: 'object',
        additionalProperties: false,
        required: ['word'],
        default: {},
        properties: { word: { type: 'number' }, line: { type: 'number' } },
      },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      free: { type: 'object' },
      open: { description: 'Anything.' },
    },
  },
  setup({ options }) {
    same<Equal<typeof options.top, number>>()
  },
  run({ options }) {
    type Options = typeof options
    same<
      Equal<
        Options,
        {
          readonly top: number
          readonly place: string
          readonly loud: boolean
          readonly style: 'plain' | 'loud'
          readonly format: 'v1'
          readonly names: readonly string[]
          readonly weights: { readonly word: number; readonly line?: number }
          readonly share?: number
          readonly level?: 1 | 2 | null
          readonly grid?: readonly (readonly number[])[]
          readonly anything?: readonly unknown[]
          readonly labels?: Readonly<Record<string, string>>
          readonly free?: Readonly<Record<string, unknown>>
          readonly open?: unknown
        }
      >
    >()
    // @ts-expect-error No such option.
    options.bottom
    // @ts-expect-error Options are not changed.
    options.top = 3
    // @ts-expect-error It may be absent.
    options.share.toFixed()
    return []
  },
})

definePlugin({
  ...base,
  run({ options }) {
    same<Equal<typeof options, Readonly<Record<string, never>>>>()
    return []
  },
})

type Named = OptionsOf<{
  readonly type: 'object'
  readonly properties: { readonly top: { readonly type: 'integer'; readonly default: 5 } }
}>
same<Equal<Named, { readonly top: number }>>()

definePlugin({
  ...base,
  options: {
    // @ts-expect-error The options are an object.
    type: 'array',
  },
  run: () => [],
})

definePlugin({
  ...base,
  options: {
    type: 'object',
    // @ts-expect-error Unknown options are refused.
    additionalProperties: true,
  },
  run: () => [],
})

definePlugin({
  ...base,
  options: {
    type: 'object',
    additionalProperties: false,
    // @ts-expect-error There is no such type.
    properties: { top: { type: 'int' } },
  },
  run: () => [],
})
