import type { Readable } from 'node:stream'
import type { CardBuilders } from './cards/build.ts'
import type { CardDraft } from './cards/card.ts'
import type { OptionsOf, OptionsSchema } from './plugin-options.ts'
import { rememberPlace } from './plugin-place.ts'

export type { CardBuilders, TextItem, TimelineItem } from './cards/build.ts'
export type {
  Appearance,
  CardDraft,
  CardEntry,
  CardTitle,
  DataCardDraft,
  StatusCardDraft,
} from './cards/card.ts'
export type { OptionsOf, OptionsSchema, ValueSchema } from './plugin-options.ts'

/** The version of the contract in this file. A plugin made for another one is refused by name, with the fix. */
export const API_VERSION = 1

/** What a plugin's author writes. */
export interface PluginDefinition<S extends OptionsSchema = OptionsSchema> {
  /** Lower-case letters, digits and dashes; shown in logs and status cards. */
  readonly name: string
  /** Semantic version of the plugin. */
  readonly version: string
  readonly description?: string
  /** The extensions that the plugin understands, without dots, lower case; `['*']` for any. */
  readonly extensions: readonly string[]
  /** JSON Schema of the options, `type: 'object'` with `additionalProperties: false`. Leave it out where there are none. */
  readonly options?: S
  /**
   * Names of environment variables that the plugin wants; the operator has to grant each one. `NAME?` for one that it can do
   * without, `*` where options say which variables it reads.
   */
  readonly secrets?: readonly string[]
  /** Runs once in each worker, before the first run: load models here. */
  setup?(context: SetupContext<OptionsOf<S>>): void | Promise<void>
  /** Runs once for each file. An empty list means that nothing was found, and people are told so. */
  run(context: RunContext<OptionsOf<S>>): readonly CardDraft[] | Promise<readonly CardDraft[]>
  /** Runs when a worker is put away in an orderly manner; not after a kill. */
  teardown?(): void | Promise<void>
}

/** What `definePlugin` returns and the runner loads. */
export type Plugin<S extends OptionsSchema = OptionsSchema> = PluginDefinition<S> & {
  readonly apiVersion: number
}

/**
 * Declares a plugin: `export default definePlugin({ … })`. The types of `options` in `setup` and `run` follow
 * from the schema. Stamps the contract's version; checks nothing else, the runner does that with better messages.
 */
export function definePlugin<const S extends OptionsSchema = Record<never, never>>(
  definition: PluginDefinition<S>,
): Plugin<S> {
  return rememberPlace({ ...definition, apiVersion: API_VERSION }, definePlugin)
}

export interface SetupContext<O> {
  /** Checked and with defaults filled in. */
  readonly options: O
  readonly log: PluginLog
}

export interface RunContext<O> extends SetupContext<O> {
  readonly file: SkillFile
  /** Makes cards in Box's form. */
  readonly cards: CardBuilders
  /** Aborts when the time is up or the work is no longer wanted; the worker is killed a second later. */
  readonly signal: AbortSignal
  /** Tells how far the work is, from 0 to 1, for whoever watches. */
  progress(fraction: number, message?: string): void
}

export interface PluginLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** Content that is fetched when it is first asked for, and kept until the invocation ends. */
export interface Content {
  /** All of it in memory. */
  bytes(): Promise<Uint8Array>
  /** Decoded by its byte order mark, else as UTF-8 where that is valid, else as what it most looks like; `encoding` overrules (any WHATWG label). */
  text(options?: { readonly encoding?: string }): Promise<string>
  /** For content too large for memory. */
  stream(): Readable
  /** A temporary file, for tools that want one: read it, do not change it. Other plugins share it; it is removed after the invocation. */
  path(): Promise<string>
}

/** The file that was uploaded. */
export interface SkillFile extends Content {
  readonly id: string
  /** As the uploader named it: any Unicode. Never use it as a path. */
  readonly name: string
  /** Lower case, without the dot; `''` where there is none. */
  readonly extension: string
  readonly kind: FileKind
  /** Bytes; undefined where Box did not say. */
  readonly size: number | undefined
  readonly versionId: string | undefined
  /** Another form of the file that Box makes: waits until it is there; undefined where Box has none. */
  representation(kind: RepresentationKind): Promise<Content | undefined>
  /** An address that serves the content without a token for a short while. Only where the operator set `"downloadUrl": true` for this plugin. */
  downloadUrl(): Promise<string>
}

/** Box's own grouping of extensions; `other` for what it does not list. */
export type FileKind = 'audio' | 'video' | 'image' | 'document' | 'other'

/** Box's representations: text of documents and images, a picture of at most 1024×1024, sound, video, embedded metadata. */
export type RepresentationKind = 'extracted_text' | 'jpg' | 'mp3' | 'mp4' | 'embedded_metadata'

/** The status codes of Box's own kit. Box's web app shows texts of its own for most of them. */
export type SkillErrorCode =
  | 'skills_file_processing_error'
  | 'skills_invalid_file_size_error'
  | 'skills_invalid_file_format_error'
  | 'skills_no_info_found'
  | 'skills_invocations_error'
  | 'skills_external_auth_error'
  | 'skills_billing_error'
  | 'skills_unknown_error'
  | 'custom_error'

/**
 * Thrown by a plugin to choose the status card. With `custom_error` people read `message` beside the file; for the
 * other codes Box shows its own text. `retryable: true` has the run tried again later.
 */
export class SkillError extends Error {
  override readonly name = 'SkillError'
  readonly code: SkillErrorCode
  readonly retryable: boolean

  constructor(
    code: SkillErrorCode,
    message: string,
    options: { readonly retryable?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? false
  }
}
