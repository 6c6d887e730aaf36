import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { CardDraft, SkillFile } from 'box-skill-runner/plugin'
import { cardBuilders } from '../../../core/cards/build.ts'
import { strictAjv } from '../../../core/config/strict-ajv.ts'
import plugin from '../index.ts'
import { type Options, optionsSchema } from '../options.ts'

/** What a test may set about one run in this process. */
export interface HttpRun {
  readonly name?: string
  readonly content?: string | Uint8Array
  readonly signal?: AbortSignal
  readonly file?: Partial<SkillFile>
  onProgress?(message: string | undefined): void
}

export interface HttpOutcome {
  readonly cards: readonly CardDraft[]
  /** Whatever was logged, as one text. */
  readonly log: string
}

/** The options with the defaults of the schema, as the runner hands them over. */
function withDefaults(given: Readonly<Record<string, unknown>>): Options {
  const options = structuredClone(given)
  const check = strictAjv().compile<Options>(optionsSchema)
  if (!check(options)) throw new TypeError(JSON.stringify(check.errors?.map(({ message }) => message)))
  return options
}

/** Sets the plugin up and runs it in this process; the contract suite and the recipes run it in a worker. */
export async function runHttp(
  given: Readonly<Record<string, unknown>>,
  { name = 'note.txt', content = 'a note', signal, file, onProgress }: HttpRun = {},
): Promise<HttpOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'http-test-'))
  const path = join(folder, 'content')
  await writeFile(path, content)
  const lines: unknown[] = []
  const line = (message: string, fields?: object) => void lines.push(message, fields)
  const log = { debug: line, info: line, warn: line, error: line }
  const options = withDefaults(given)
  try {
    await plugin.setup?.({ options, log })
    const cards = await plugin.run({
      file: { ...fileAt(path, name, Buffer.byteLength(content)), ...file },
      options,
      cards: cardBuilders,
      log,
      signal: signal ?? new AbortController().signal,
      progress: (_, message) => onProgress?.(message),
    })
    return { cards, log: JSON.stringify(lines) }
  } finally {
    await plugin.teardown?.()
    await rm(folder, { recursive: true })
  }
}

function fileAt(path: string, name: string, size: number): SkillFile {
  const none = () => Promise.reject(new TypeError('Nothing but path() is used here.'))
  return {
    id: '42',
    name,
    extension: /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '',
    kind: 'other',
    size,
    versionId: '1',
    path: async () => path,
    bytes: none,
    text: none,
    stream: () => Readable.from([]),
    representation: none,
    downloadUrl: none,
  }
}
