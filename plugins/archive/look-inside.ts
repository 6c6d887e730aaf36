import { isArchiveName } from './archive-name.ts'
import { type ByteCursor, cursorOf, streamCursor } from './byte-cursor.ts'
import type { ArchiveEntry } from './entry.ts'
import {
  type Compression,
  type Format,
  formatNames,
  formatOf,
  formatOfHead,
  isCompression,
  isPartOfZip,
} from './format.ts'
import { type Budget, isBomb, type Limits, openBudget } from './limits.ts'
import { isMacHelper } from './mac-helper.ts'
import { packedFileName } from './packed-file-name.ts'
import { readTar } from './read-tar.ts'
import { readWithSevenZip } from './read-with-seven-zip.ts'
import { readZip } from './read-zip.ts'
import { recoverZip } from './recover-zip.ts'
import { cannotBeRead, notAnArchive, onlyPart } from './refusals.ts'
import { bytesAt, chunksOf, type Source, sourceOf } from './source.ts'
import { beginSurvey, type Survey } from './survey.ts'
import { complaintsAbout, linksOutside } from './suspicious-name.ts'
import { unpack } from './unpack.ts'
import type { OpenContents, Visitor } from './visitor.ts'
import { collectWarnings, type Warnings } from './warnings.ts'

/** Largest archive inside that is looked into, in bytes: it is read into memory. */
const MAX_INNER_BYTES = 64_000_000
/** Archives inside of one that are looked into; more are only counted. */
const MAX_INNER = 50

/** How deep and how much is looked at. */
export interface LookOptions extends Limits {
  /** Levels of archives inside that are looked into; 0 for none. */
  readonly depth: number
  /** How many of the largest files are wanted. */
  readonly largest: number
}

/** What an archive holds. */
export interface Look {
  /** Such as `ZIP`, or `TAR, packed with gzip`. */
  readonly format: string
  /** No archive of files, but one file that is packed. */
  readonly isSingle: boolean
  /** A limit was reached, so that there is more than what is told. */
  readonly isPartial: boolean
  readonly survey: Survey
  readonly comment: string
  /** Even the list of files cannot be read without the password. */
  readonly isLocked: boolean
  /** Archives inside that were looked into, in order. */
  readonly inner: readonly InnerArchive[]
}

/** An archive in an archive. */
export interface InnerArchive {
  readonly path: string
  /** What it holds, or why that is not known. */
  readonly look: Look | 'unreadable' | 'too large'
}

/**
 * Looks into the archive in `source`, and into archives inside. Nothing is written to disk; contents are unpacked only
 * where an archive inside, the target of a link or the end of a stream has to be found, and then in pieces.
 *
 * @throws SkillError `skills_invalid_file_format_error` where it is no archive, or nothing of it can be read.
 */
export async function lookInside(
  source: Source,
  name: string,
  options: LookOptions,
): Promise<{ readonly look: Look; readonly warnings: Warnings }> {
  const format = formatOf(source)
  if (format === undefined) throw notAnArchive(name)
  if (format === 'zip' && isPartOfZip(source)) throw onlyPart(name)
  const warnings = collectWarnings()
  const budget = openBudget(options, warnings)
  const look = await lookAt(source, format, { options, warnings, budget, level: 0, name })
  return { look, warnings }
}

interface Context {
  readonly options: LookOptions
  readonly warnings: Warnings
  readonly budget: Budget
  /** 0 for the file itself. */
  readonly level: number
  /** Of the archive; of one inside with the archives around it, as warnings show it. */
  readonly name: string
}

async function lookAt(source: Source, format: Format, context: Context): Promise<Look> {
  const walk = beginWalk(context)
  let formatName = formatNames[format]
  let isSingle = false
  let facts = { comment: '', isLocked: false }
  try {
    if (isCompression(format)) {
      isSingle = !(await readPacked(format, source, walk, context))
      formatName = isSingle ? formatName : `TAR, packed with ${formatName}`
    } else if (format === 'tar') await readWholeTar(cursorOf(source), walk, context)
    else if (format === 'zip') facts = { ...facts, comment: await readZip(source, walk.visitor) }
    else {
      facts = await readWithSevenZip(source, walk.visitor, context.options)
      // What 7-Zip calls the comment of a disc image is numbers about its sectors.
      if (format === 'iso') facts = { ...facts, comment: '' }
    }
  } catch (error) {
    context.options.signal.throwIfAborted()
    if (format === 'zip' && walk.isEmpty()) await recoverZip(source, walk.visitor)
    if (walk.isEmpty()) throw cannotBeRead(context.name, formatName, error)
    context.warnings.add('damaged', innerName(context))
  }
  const { survey, inner } = walk
  if (!context.budget.exhausted) {
    if (isBomb(survey.bytes, source.size)) context.warnings.add('bomb', innerName(context))
    else if (survey.bytes > context.options.maxUnpackedBytes)
      context.warnings.add('large', innerName(context))
  }
  const isPartial = context.budget.exhausted
  return { format: formatName, isSingle, isPartial, survey, inner, ...facts }
}

async function readWholeTar(cursor: ByteCursor, walk: Walk, context: Context): Promise<void> {
  const isWhole = await readTar(cursor, walk.visitor)
  if (!isWhole && !context.budget.exhausted) throw new RangeError('The TAR archive ends too early.')
}

/** Reads what is packed as one stream: a tar archive, or a single file. Returns whether it is a tar archive. */
async function readPacked(
  format: Compression,
  source: Source,
  walk: Walk,
  context: Context,
): Promise<boolean> {
  let packed = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(source)) {
      packed += chunk.length
      yield chunk
    }
  }
  const stream = context.budget.watch(unpack(format, counted()), () => packed, innerName(context))
  const cursor = streamCursor(stream)
  try {
    if (formatOfHead(await cursor.peek(512)) === 'tar') {
      await readWholeTar(cursor, walk, context)
      return true
    }
    await readSingle(cursor, packedFileName(bytesAt(source, 0, 4096), baseName(context.name)), walk, context)
    return false
  } finally {
    await cursor.close()
  }
}

/** Reads to the end of what is one file, whose size is not known before. */
async function readSingle(cursor: ByteCursor, path: string, walk: Walk, context: Context): Promise<void> {
  let size = 0
  let failure: unknown
  try {
    for await (const piece of cursor.pieces(Number.MAX_SAFE_INTEGER)) size += piece.length
  } catch (error) {
    failure = error
  }
  context.options.signal.throwIfAborted()
  if (size > 0 || failure === undefined) {
    await walk.visitor.entry({ path, kind: 'file', size, day: undefined, encrypted: false })
  }
  if (failure !== undefined) throw failure
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

interface Walk {
  readonly visitor: Visitor
  readonly survey: Survey
  readonly inner: readonly InnerArchive[]
  /** Whether no entry has been seen. */
  isEmpty(): boolean
}

function beginWalk(context: Context): Walk {
  const { options, warnings, budget, level } = context
  const { survey, add } = beginSurvey(options.largest)
  const inner: InnerArchive[] = []
  const seen = new Set<string>()
  let count = 0

  async function visit(entry: ArchiveEntry, open?: OpenContents): Promise<void> {
    count++
    budget.entry()
    add(entry)
    check(entry)
    if (entry.kind !== 'file' || !isArchiveName(entry.path) || isMacHelper(entry.path)) return
    if (level === options.depth && level > 0) warnings.add('nested', shown(entry.path))
    if (level >= options.depth || entry.encrypted || open === undefined || inner.length >= MAX_INNER) return
    const look = await lookFurther(entry, open, { ...context, level: level + 1, name: shown(entry.path) })
    if (look === undefined) return
    if (look === 'unreadable') warnings.add('unreadable', shown(entry.path))
    inner.push({ path: entry.path, look })
  }

  function check(entry: ArchiveEntry): void {
    const path = shown(entry.path)
    for (const complaint of complaintsAbout(entry.path, entry.kind)) warnings.add(complaint, path)
    if (entry.target !== undefined && linksOutside(entry.path, entry.target, entry.hard === true)) {
      warnings.add('linkOutside', `${path} → ${entry.target}`)
    }
    // Only the end of a very long name is kept, so that memory has a limit.
    const key = `${entry.path.length} ${entry.path.slice(-200)}`
    if (entry.kind !== 'folder' && seen.has(key)) warnings.add('duplicate', path)
    seen.add(key)
  }

  function shown(path: string): string {
    return level === 0 ? path : `${context.name} › ${path}`
  }

  return {
    visitor: {
      entry: visit,
      wantsMore: () => budget.goOn(),
      warn: (kind, path) => warnings.add(kind, path === undefined ? innerName(context) : shown(path)),
    },
    survey,
    inner,
    isEmpty: () => count === 0,
  }
}

/** Looks into an archive inside; undefined where a limit was reached before it was read. */
async function lookFurther(
  entry: ArchiveEntry,
  open: OpenContents,
  context: Context,
): Promise<InnerArchive['look'] | undefined> {
  if (entry.size !== undefined && entry.size > MAX_INNER_BYTES) return 'too large'
  try {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of context.budget.watch(
      await open(),
      () => Number.POSITIVE_INFINITY,
      context.name,
    )) {
      parts.push(part)
      length += part.length
      // It was said to be smaller.
      if (length > MAX_INNER_BYTES) return 'too large'
    }
    if (context.budget.exhausted) return undefined
    const source = sourceOf(Buffer.concat(parts))
    const format = formatOf(source)
    return format === undefined ? 'unreadable' : await lookAt(source, format, context)
  } catch {
    context.options.signal.throwIfAborted()
    return 'unreadable'
  }
}

/** What a warning about the archive as a whole is followed by: nothing for the file itself. */
function innerName({ level, name }: Context): string | undefined {
  return level === 0 ? undefined : name
}
