import { stat } from 'node:fs/promises'
import type { Sharp, SharpOptions } from 'sharp'
import { deniedBy } from '../errors/denied.ts'
import { messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/** The size at which Box's web app draws the pictures of a timeline card, in pixels. */
const side = 45

export interface ThumbnailLimits {
  /** Pictures made for one run; the entries beyond keep their text and show a neutral picture. */
  readonly maxImages: number
  /** Largest picture read, in bytes of its file. */
  readonly maxImageBytes: number
  /** Largest picture decoded; more than the 108 megapixels of the largest common camera phones. */
  readonly maxPixels: number
  /** Longest work on one picture. */
  readonly timeoutSeconds: number
}

export const thumbnailLimits: ThumbnailLimits = {
  maxImages: 500,
  maxImageBytes: 64_000_000,
  maxPixels: 120_000_000,
  timeoutSeconds: 10,
}

export interface EmbedOptions {
  /** Told, one line each, which picture could not be made and why: for the log. */
  readonly note?: (text: string) => void
  readonly limits?: ThumbnailLimits
}

/**
 * Replaces `image` (bytes, or a path) of timeline entries by `image_url` with a PNG of 45×45 pixels: the middle of the
 * picture, turned upright by its EXIF orientation. Runs in the worker, on whatever a plugin returned: what does not
 * look like a timeline card passes through for `finishCards` to judge. An image that cannot be read costs the entry
 * its picture, not the run its cards. sharp is loaded only where there is a picture to make: it costs 0.2 s and 27 MB.
 */
export async function embedThumbnails(
  drafts: readonly unknown[],
  options: EmbedOptions = {},
): Promise<unknown[]> {
  if (!drafts.some(hasImages)) return [...drafts]
  const maker = createMaker(options.limits ?? thumbnailLimits)
  const finished: unknown[] = []
  for (const [cardIndex, draft] of drafts.entries()) {
    if (!hasImages(draft)) {
      finished.push(draft)
      continue
    }
    const entries: unknown[] = []
    for (const [index, entry] of draft.entries.entries()) {
      if (!hasImage(entry)) {
        entries.push(entry)
        continue
      }
      const { image, ...rest } = entry
      const made = await maker(image)
      if (made.ok) entries.push({ ...rest, image_url: made.url })
      else {
        entries.push(rest)
        options.note?.(`cards[${cardIndex}].entries[${index}].image was left out: ${made.reason}`)
      }
    }
    finished.push({ ...draft, entries })
  }
  return finished
}

type Made = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string }

/** Makes one picture at a time, so that a card of many holds one decoded picture in memory, and each picture once. */
function createMaker(limits: ThumbnailLimits): (image: unknown) => Promise<Made> {
  const known = new Map<unknown, Made>()
  return async (image) => {
    const before = known.get(image)
    if (before !== undefined) return before
    if (known.size >= limits.maxImages)
      return { ok: false, reason: `more than ${limits.maxImages} pictures in one run` }
    const made = await make(image, limits)
    known.set(image, made)
    return made
  }
}

async function make(image: unknown, limits: ThumbnailLimits): Promise<Made> {
  try {
    const refusal = await refusalOf(image, limits)
    if (refusal !== undefined) return { ok: false, reason: refusal }
    const sharp = await loadSharp()
    const png = await sharp(image as Uint8Array | string, {
      limitInputPixels: limits.maxPixels,
      autoOrient: true,
      // A damaged picture gives what could be read of it, which at this size is better than nothing.
      failOn: 'none',
    })
      .timeout({ seconds: limits.timeoutSeconds })
      .resize(side, side, { fit: 'cover' })
      // A palette of 256 colours makes a photo of this size a third smaller and looks the same.
      .png({ palette: true })
      .toBuffer()
    return { ok: true, url: `data:image/png;base64,${png.toString('base64')}` }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

async function refusalOf(image: unknown, limits: ThumbnailLimits): Promise<string | undefined> {
  if (image instanceof Uint8Array) return sizeRefusal(image.byteLength, limits)
  if (typeof image !== 'string') return 'it is neither bytes nor a path'
  const facts = await stat(image)
  // Reading a pipe or a device might never end.
  if (!facts.isFile()) return 'its path is not that of a file'
  return sizeRefusal(facts.size, limits)
}

function sizeRefusal(bytes: number, limits: ThumbnailLimits): string | undefined {
  return bytes > limits.maxImageBytes
    ? `it has ${bytes} bytes, at most ${limits.maxImageBytes} are read`
    : undefined
}

/** sharp's prebuilt libvips reads AVIF but, for its patents, not HEIC; its own message does not say what to do. */
function reasonOf(error: unknown): string {
  const denied = deniedBy(error)
  if (denied !== undefined) return `the plugin's "permissions" do not grant ${denied}`
  const message = messageOf(error)
  return /heif|HEVC/.test(message)
    ? "HEIC cannot be decoded here; use Box's picture of the file, file.representation('jpg')"
    : printable(message, 200)
}

/** Settings of sharp hold for the whole process, and a cache of pictures that are shown once would only fill memory. */
async function loadSharp(): Promise<(input: Uint8Array | string, options: SharpOptions) => Sharp> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

interface CardWithImages {
  readonly entries: readonly unknown[]
}

function hasImages(draft: unknown): draft is CardWithImages {
  return (
    isObject(draft) &&
    draft.skill_card_type === 'timeline' &&
    Array.isArray(draft.entries) &&
    draft.entries.some(hasImage)
  )
}

function hasImage(entry: unknown): entry is { readonly image: unknown } {
  return isObject(entry) && entry.image !== undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
