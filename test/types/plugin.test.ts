// Holds the contract of plugins. Nothing here runs: `npm run check:types` compiles it.
import type { Readable } from 'node:stream'
import {
  type API_VERSION,
  type CardDraft,
  type Content,
  definePlugin,
  type FileKind,
  type Plugin,
  type RunContext,
  SkillError,
  type SkillErrorCode,
} from 'box-skill-runner/plugin'
import { type Equal, same } from './equal.ts'

const base = { name: 'words', version: '1.0.0', extensions: ['txt'] } as const

const plugin = definePlugin({
  ...base,
  description: 'Words.',
  secrets: ['WORDS_KEY'],
  async setup({ log }) {
    log.info('ready', { models: 2 })
  },
  async run(context) {
    const { file, cards, log, signal, progress } = context
    same<Equal<typeof file.size, number | undefined>>()
    same<Equal<typeof file.versionId, string | undefined>>()
    same<Equal<typeof file.kind, FileKind>>()
    same<Equal<typeof signal, AbortSignal>>()
    same<Equal<ReturnType<typeof file.bytes>, Promise<Uint8Array>>>()
    same<Equal<ReturnType<typeof file.stream>, Readable>>()
    same<Equal<ReturnType<typeof file.representation>, Promise<Content | undefined>>>()
    await file.text({ encoding: 'shift_jis' })
    // @ts-expect-error Box has no such representation.
    await file.representation('docx')
    // @ts-expect-error A plugin gets no token.
    file.token
    // @ts-expect-error Log lines are texts.
    log.warn(new Error('no'))
    // @ts-expect-error A fraction is a number.
    progress('half')
    progress(0.5, 'half')
    return [
      cards.keyword({
        title: 'Words',
        entries: ['one', { text: 'two', appears: [{ start: 1 }] }],
        duration: 9,
      }),
      cards.transcript({ title: 'Lines', entries: ['one'] }),
      cards.rows({ title: 'Facts', values: { Count: 2, Loud: true, Place: undefined } }),
      cards.timeline({ title: 'Faces', entries: [{ text: 'A', image: new Uint8Array() }] }),
      cards.status({ message: 'Done.' }),
    ]
  },
  async teardown() {},
})

same<Equal<typeof plugin.apiVersion, number>>()
same<Equal<typeof API_VERSION, 1>>()
const assignable: Plugin = definePlugin({ ...base, run: () => [] })
void assignable

// What run() may return.
definePlugin({ ...base, run: () => [] as readonly CardDraft[] })
definePlugin({ ...base, run: async () => [] as CardDraft[] })
// @ts-expect-error A list of cards, not a card.
definePlugin({ ...base, run: ({ cards }: RunContext<object>) => cards.status({ message: 'x' }) })
// @ts-expect-error A list, even where nothing was found.
definePlugin({ ...base, run: () => undefined })
// @ts-expect-error Cards, not texts.
definePlugin({ ...base, run: () => ['words'] })

// Wrong definitions.
// @ts-expect-error run() is missing.
definePlugin({ ...base })
// @ts-expect-error The name is missing.
definePlugin({ version: '1.0.0', extensions: ['txt'], run: () => [] })
// @ts-expect-error The extensions are a list.
definePlugin({ ...base, extensions: 'txt', run: () => [] })
// @ts-expect-error The secrets are names.
definePlugin({ ...base, secrets: { WORDS_KEY: 'x' }, run: () => [] })
// @ts-expect-error There is no such key.
definePlugin({ ...base, extension: ['txt'], run: () => [] })
// @ts-expect-error definePlugin() stamps the version of the contract.
definePlugin({ ...base, apiVersion: 1, run: () => [] })

// Wrong cards.
definePlugin({
  ...base,
  run({ cards }) {
    // @ts-expect-error A title is needed.
    cards.keyword({ entries: [] })
    // @ts-expect-error Entries are texts or objects with a text.
    cards.keyword({ title: 'Words', entries: [1] })
    // @ts-expect-error Times are numbers of seconds.
    cards.transcript({ title: 'Lines', entries: [{ text: 'a', appears: [{ start: '00:12' }] }] })
    // @ts-expect-error Values are texts, numbers or booleans.
    cards.rows({ title: 'Facts', values: { Place: { lat: 1 } } })
    return []
  },
})

// Errors for people.
const error = new SkillError('custom_error', 'This PDF needs a password.', { retryable: true, cause: 'x' })
same<Equal<typeof error.code, SkillErrorCode>>()
same<Equal<typeof error.retryable, boolean>>()
new SkillError('skills_no_info_found', 'Nothing.')
// @ts-expect-error Box has no such code.
new SkillError('skills_wrong', 'x')
// @ts-expect-error People read the message.
new SkillError('custom_error')
