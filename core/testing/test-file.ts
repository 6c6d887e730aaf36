import { randomBytes } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, messageOf } from '../errors/error.ts'
import type { RepresentationKind } from '../plugin.ts'
import type { FileFacts } from '../pool/protocol.ts'
import { named } from '../registry/named.ts'
import { extensionOf } from '../routing/extension.ts'
import { kindOf } from '../routing/kinds.ts'

/**
 * The uploaded file of a test: a path from the working directory, a `file:` URL, or a name with its content. `size` says
 * another size than the real one, and `undefined` that Box did not say.
 */
export type TestFile = string | URL | NamedContent | NamedPath

/** A file that stands nowhere. */
export interface NamedContent {
  /** As the uploader named it, with its extension. */
  readonly name: string
  readonly content: string | Uint8Array
  readonly size?: number | undefined
}

/** A file of this machine, uploaded under another name. */
export interface NamedPath {
  readonly path: string | URL
  /** Default: the name that it has. */
  readonly name?: string
  readonly size?: number | undefined
}

/** Other forms of the file that Box makes: a text is the content itself, not a path. What is not given, Box does not have. */
export type TestRepresentations = Readonly<
  Partial<Record<RepresentationKind, string | Uint8Array | { readonly path: string | URL }>>
>

/** A file of a test as the pool wants it. */
export interface PreparedFile {
  readonly facts: FileFacts
  readonly path: string
  /** Paths by kind. */
  readonly representations: Readonly<Record<string, string>>
}

/**
 * Finds the file of a test, or lays its content into `folder`.
 *
 * @throws `SKR_TESTING_FILE_INVALID` or `SKR_TESTING_FILE_NOT_READABLE`.
 */
export async function prepareFile(
  file: TestFile,
  representations: TestRepresentations,
  folder: string,
): Promise<PreparedFile> {
  const { name, form, size } = locateFile(file)
  const placed = await place(form, folder)
  const forms = Object.entries(representations).map(
    async ([kind, one]) => [kind, (await place(formOf(one), folder)).path] as const,
  )
  const extension = extensionOf(name)
  return {
    facts: {
      id: '1',
      name,
      extension,
      kind: kindOf(extension),
      size: size === 'real' ? placed.size : size,
      versionId: '1',
    },
    path: placed.path,
    representations: Object.fromEntries(await Promise.all(forms)),
  }
}

/** The bytes of the file of a test. Throws `SKR_TESTING_FILE_NOT_READABLE`. */
export async function readTestFile(file: TestFile): Promise<Uint8Array> {
  const { form } = locateFile(file)
  return 'content' in form ? Buffer.from(form.content) : await standing(form.path, (path) => readFile(path))
}

/** The name under which the file counts as uploaded. Throws `SKR_TESTING_FILE_INVALID`. */
export function nameOf(file: TestFile): string {
  return locateFile(file).name
}

type Form = { readonly content: string | Uint8Array } | { readonly path: string }

interface LocatedFile {
  readonly name: string
  readonly form: Form
  readonly size: number | undefined | 'real'
}

function locateFile(file: unknown): LocatedFile {
  const whole = typeof file === 'string' || file instanceof URL ? { path: file } : file
  if (typeof whole !== 'object' || whole === null)
    throw fail('SKR_TESTING_FILE_INVALID', { found: named(file) })
  const form = formOf('content' in whole ? whole.content : whole)
  const name: unknown = 'name' in whole ? whole.name : 'path' in form ? basename(form.path) : undefined
  if (typeof name !== 'string' || name === '')
    throw fail('SKR_TESTING_FILE_INVALID', { found: `${named(file)} without a name` })
  return { name, form, size: 'size' in whole ? (whole.size as number | undefined) : 'real' }
}

function formOf(form: unknown): Form {
  if (typeof form === 'string' || form instanceof Uint8Array) return { content: form }
  if (typeof form === 'object' && form !== null && 'path' in form) {
    const { path } = form
    if (path instanceof URL || (typeof path === 'string' && path.startsWith('file:')))
      return { path: fileURLToPath(path) }
    if (typeof path === 'string' && path !== '') return { path: resolve(path) }
  }
  throw fail('SKR_TESTING_FILE_INVALID', { found: named(form) })
}

async function place(form: Form, folder: string): Promise<{ readonly path: string; readonly size: number }> {
  if ('path' in form)
    return { path: form.path, size: await standing(form.path, async (path) => (await stat(path)).size) }
  // The name is the uploader's and may be anything, so it does not become part of a path.
  const path = join(folder, `upload-${randomBytes(8).toString('hex')}`)
  await writeFile(path, form.content)
  return { path, size: Buffer.byteLength(form.content) }
}

async function standing<T>(path: string, look: (path: string) => Promise<T>): Promise<T> {
  try {
    const stats = await stat(path)
    if (stats.isFile()) return await look(path)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? messageOf(error)
    throw fail('SKR_TESTING_FILE_NOT_READABLE', { file: path, reason }, { cause: error })
  }
  throw fail('SKR_TESTING_FILE_NOT_READABLE', { file: path, reason: 'it is not a file' })
}
