import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CardDraft, Content, RepresentationKind, SkillFile } from 'box-skill-runner/plugin'
import { decodeText } from '../../../core/box/decode.ts'
import { cardBuilders } from '../../../core/cards/build.ts'
import { strictAjv } from '../../../core/config/strict-ajv.ts'
import { kindOf } from '../../../core/routing/kinds.ts'
import plugin from '../index.ts'
import { type Options, optionsSchema } from '../options.ts'

/** A file of the fixtures by its name, any file by its absolute path, or a text by a name of its own. */
export type TestFile = string | { readonly name: string; readonly content: string }

/** What a test may set about one run in this process. */
export interface OpenAiRun {
  /** What Box makes of the file, as names of fixtures or as texts. */
  readonly representations?: Readonly<Partial<Record<RepresentationKind, TestFile>>>
  readonly signal?: AbortSignal
  /** Takes the lines of the log, for runs that fail. */
  readonly log?: LogLine[]
}

/** A line of the log: its message and its fields. */
export type LogLine = readonly [message: string, fields: unknown]

export interface OpenAiOutcome {
  readonly cards: readonly CardDraft[]
  readonly log: readonly LogLine[]
}

/** Sets the plugin up and runs it in this process; the contract suite runs it in a worker. */
export async function runOpenAi(
  file: TestFile,
  given: Readonly<Record<string, unknown>>,
  { representations = {}, signal, log: lines = [] }: OpenAiRun = {},
): Promise<OpenAiOutcome> {
  const options = structuredClone(given)
  const check = strictAjv().compile<Options>(optionsSchema)
  if (!check(options)) throw new TypeError(JSON.stringify(check.errors?.map(({ message }) => message)))
  const line = (message: string, fields?: object) => void lines.push([message, fields])
  const log = { debug: line, info: line, warn: line, error: line }
  try {
    await plugin.setup?.({ options, log })
    const cards = await plugin.run({
      file: await skillFile(file, representations),
      options,
      cards: cardBuilders,
      log,
      signal: signal ?? new AbortController().signal,
      progress: () => undefined,
    })
    return { cards, log: lines }
  } finally {
    await plugin.teardown?.()
  }
}

/** The rows of each card under its title. */
export function entriesOf({ cards }: Pick<OpenAiOutcome, 'cards'>): Record<string, readonly string[]> {
  return Object.fromEntries(
    cards.map((card) => [
      card.skill_card_title?.message ?? '',
      'entries' in card ? card.entries.map(({ text = '' }) => text) : [],
    ]),
  )
}

async function skillFile(file: TestFile, forms: OpenAiRun['representations'] = {}): Promise<SkillFile> {
  const name = typeof file === 'string' ? basename(file) : file.name
  const extension = extname(name).slice(1)
  return {
    ...contentOf(file),
    id: '42',
    name,
    extension,
    kind: kindOf(extension),
    size: typeof file === 'string' ? (await stat(pathOf(file))).size : Buffer.byteLength(file.content),
    versionId: '1',
    async representation(kind) {
      const form = forms[kind]
      return form === undefined ? undefined : contentOf(form)
    },
    downloadUrl: () => Promise.reject(new TypeError('A test file has no address.')),
  }
}

function contentOf(file: TestFile): Content {
  const bytes = async () =>
    new Uint8Array(typeof file === 'string' ? await readFile(pathOf(file)) : Buffer.from(file.content))
  return {
    bytes,
    text: async () => decodeText(await bytes()),
    stream: () => createReadStream(pathOf(file as string)),
    path: async () => pathOf(file as string),
  }
}

function pathOf(fixture: string): string {
  return resolve(fileURLToPath(new URL('fixtures', import.meta.url)), fixture)
}
