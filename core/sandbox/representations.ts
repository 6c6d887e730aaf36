import sharp from 'sharp'
import type { RepresentationKind } from '../plugin.ts'
import { currentVersion, type StoredFile } from './store.ts'

/** Where the making of a representation stands; `none` is one that does not exist, or not before its address is asked. */
export type RepresentationState = 'success' | 'viewable' | 'pending' | 'none' | 'error'

/** A representation as a test sets it: its content, content that is only `viewable` yet, or a state that it stays in. */
export type RepresentationSetting =
  | Uint8Array
  | string
  | { readonly state: 'viewable'; readonly content: Uint8Array | string }
  | { readonly state: 'pending' | 'none' | 'error' }

interface Representation {
  readonly state: RepresentationState
  /** With `success` and `viewable` only. */
  readonly content: Buffer | undefined
}

export interface Representations {
  /** Where it stands now. The first look with `begin` has its making begin. */
  look(file: StoredFile, kind: RepresentationKind, begin: boolean): Promise<Representation>
  /** Sets it for the current version and those to come. */
  set(fileId: string, kind: RepresentationKind, setting: RepresentationSetting): void
}

export const representationKinds: readonly RepresentationKind[] = [
  'extracted_text',
  'jpg',
  'mp3',
  'mp4',
  'embedded_metadata',
]

/** Kinds of text whose extracted text is the content itself. */
const textExtensions = new Set([
  'txt',
  'md',
  'csv',
  'tsv',
  'log',
  'json',
  'xml',
  'html',
  'htm',
  'yaml',
  'yml',
  'js',
  'ts',
  'py',
])
const imageExtensions = new Set(['jpg', 'jpeg', 'png', 'webp', 'gif', 'tif', 'tiff', 'svg', 'avif'])

/** Box's side for a picture of at most 1024×1024. */
const JPG_SIDE = 1024

/** Box makes no text of files beyond this. */
const MAX_TEXT_SOURCE_BYTES = 500_000_000

/**
 * Makes representations: the text of text files, a picture of images. Each is `pending` for `delayMs` after it is first
 * asked for.
 */
export function createRepresentations(now: () => number, delayMs: number): Representations {
  const settings = new Map<string, RepresentationSetting>()
  const askedAt = new Map<string, number>()
  const made = new Map<string, Promise<Representation>>()

  const outcome = (file: StoredFile, kind: RepresentationKind): Promise<Representation> => {
    const setting = settings.get(`${file.id}/${kind}`)
    if (setting !== undefined) return Promise.resolve(settled(setting))
    const key = `${currentVersion(file).id}/${kind}`
    const known = made.get(key) ?? make(file, kind)
    made.set(key, known)
    return known
  }

  return {
    async look(file, kind, begin) {
      const result = await outcome(file, kind)
      if (result.state === 'none') return result
      const key = `${currentVersion(file).id}/${kind}`
      const since = askedAt.get(key) ?? (begin ? now() : undefined)
      if (since === undefined) return { state: 'none', content: undefined }
      askedAt.set(key, since)
      return now() - since < delayMs ? { state: 'pending', content: undefined } : result
    },
    set: (fileId, kind, setting) => void settings.set(`${fileId}/${kind}`, setting),
  }
}

function settled(setting: RepresentationSetting): Representation {
  if (typeof setting === 'string' || setting instanceof Uint8Array)
    return { state: 'success', content: Buffer.from(setting) }
  return { state: setting.state, content: 'content' in setting ? Buffer.from(setting.content) : undefined }
}

async function make(file: StoredFile, kind: RepresentationKind): Promise<Representation> {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const { content } = currentVersion(file)
  if (kind === 'extracted_text' && textExtensions.has(extension) && content.size <= MAX_TEXT_SOURCE_BYTES)
    return { state: 'success', content: await content.read() }
  if (kind === 'jpg' && imageExtensions.has(extension)) return picture(await content.read())
  return { state: 'none', content: undefined }
}

async function picture(image: Buffer): Promise<Representation> {
  try {
    const fitted = sharp(image)
      .rotate()
      .resize(JPG_SIDE, JPG_SIDE, { fit: 'inside', withoutEnlargement: true })
    return { state: 'success', content: await fitted.flatten({ background: '#fff' }).jpeg().toBuffer() }
  } catch {
    return { state: 'error', content: undefined } // Not an image after all, which Box reports in the same way.
  }
}
