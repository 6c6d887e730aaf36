import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { decodeText } from '../../core/box/decode.ts'
import { cardBuilders } from '../../core/cards/build.ts'
import type {
  CardDraft,
  Content,
  OptionsOf,
  OptionsSchema,
  Plugin,
  RepresentationKind,
  SkillFile,
} from '../../core/plugin.ts'

/** What a test may set about one run of a plugin. */
export interface PluginRun {
  /** Options that differ from the schema's defaults. */
  readonly options?: Readonly<Record<string, unknown>>
  /** The name of the upload, where it shall differ from the file's. */
  readonly name?: string
  /** `false` for a file whose size Box did not say. */
  readonly sized?: boolean
  /** Box's other forms of the file, as paths. */
  readonly representations?: Readonly<Partial<Record<RepresentationKind, string>>>
  readonly signal?: AbortSignal
  /** Hears of each fraction as it is reported. */
  onProgress?(fraction: number): void
}

/** What came of it. */
export interface PluginOutcome {
  readonly cards: readonly CardDraft[]
  /** The reported fractions, in order. */
  readonly progress: readonly number[]
  readonly warnings: readonly string[]
}

/** Runs a plugin, set up as in a worker, on the real file at `path`. */
export async function runPlugin<S extends OptionsSchema>(
  plugin: Plugin<S>,
  path: string,
  {
    options = {},
    name = basename(path),
    sized = true,
    representations = {},
    signal,
    onProgress,
  }: PluginRun = {},
): Promise<PluginOutcome> {
  const progress: number[] = []
  const warnings: string[] = []
  const log = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) }
  const filled = { ...defaultsOf(plugin.options), ...options } as OptionsOf<S>
  await plugin.setup?.({ options: filled, log })
  const cards = await plugin.run({
    file: await fileAt(path, name, sized, representations),
    options: filled,
    cards: cardBuilders,
    log,
    signal: signal ?? new AbortController().signal,
    progress(fraction) {
      progress.push(fraction)
      onProgress?.(fraction)
    },
  })
  return { cards, progress, warnings }
}

/** The entries of the card with this title, as people read them; undefined where there is no such card. */
export function entriesOf({ cards }: Pick<PluginOutcome, 'cards'>, title: string): string[] | undefined {
  const card = cards.find((candidate) => candidate.skill_card_title?.message === title)
  return card && 'entries' in card ? card.entries.map(({ text }) => text ?? '') : undefined
}

/** The titles of the cards, in order. */
export function titlesOf({ cards }: Pick<PluginOutcome, 'cards'>): string[] {
  return cards.map((card) => card.skill_card_title?.message ?? '')
}

/** The rows of each card by its title, with their times in front: `1–3.5 Good morning.` */
export function rowsByTitle(cards: readonly CardDraft[]): Record<string, string[]> {
  return Object.fromEntries(
    cards.map((card) => [
      card.skill_card_title?.message ?? '',
      'entries' in card
        ? card.entries.map(({ text, appears }) =>
            [...(appears ?? []).map(({ start, end }) => `${start}–${end}`), text].join(' '),
          )
        : [],
    ]),
  )
}

function defaultsOf(schema: OptionsSchema | undefined): Record<string, unknown> {
  const entries = Object.entries(schema?.properties ?? {}).filter(
    ([, { default: value }]) => value !== undefined,
  )
  return Object.fromEntries(entries.map(([key, { default: value }]) => [key, value]))
}

async function fileAt(
  path: string,
  name: string,
  sized: boolean,
  representations: Readonly<Partial<Record<RepresentationKind, string>>>,
): Promise<SkillFile> {
  return {
    ...contentAt(path),
    id: '1',
    name,
    extension: extname(name).slice(1).toLowerCase(),
    kind: 'other',
    size: sized ? (await stat(path)).size : undefined,
    versionId: '1',
    async representation(kind) {
      const form = representations[kind]
      return form === undefined ? undefined : contentAt(form)
    },
    downloadUrl: () => Promise.reject(new TypeError('A test file has no address.')),
  }
}

function contentAt(path: string): Content {
  return {
    bytes: async () => new Uint8Array(await readFile(path)),
    text: async ({ encoding } = {}) => decodeText(await readFile(path), encoding),
    stream: () => createReadStream(path),
    path: async () => path,
  }
}
