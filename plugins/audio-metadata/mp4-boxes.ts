import { type FileHandle, open } from 'node:fs/promises'

/** A box of an MP4 file: where its contents begin and end, in bytes. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** An MP4 file that is looked through. */
export interface Mp4File {
  readonly file: FileHandle
  readonly signal: AbortSignal
  /** The file itself, as the box that all others lie in. */
  readonly whole: Box
  /** How many boxes may still be looked at. */
  boxesLeft: number
}

/** Boxes that are looked at in one file; an audiobook has a few dozen in front of what is wanted. */
const MAX_BOXES = 20_000

/** Opens the file at `path` while `work` looks through it. */
export async function withMp4<T>(
  path: string,
  signal: AbortSignal,
  work: (mp4: Mp4File) => Promise<T>,
): Promise<T> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const whole = { type: 'file', start: 0, end: size }
    return await work({ file, signal, whole, boxesLeft: MAX_BOXES })
  } finally {
    await file.close()
  }
}

/**
 * The boxes in `outer`, in order. Ends early where one claims to be larger than what it lies in, and where the file has had
 * its share of boxes.
 *
 * @throws whatever the signal was aborted with.
 */
export async function* boxesIn(mp4: Mp4File, outer: Box): AsyncGenerator<Box> {
  for (let at = outer.start; at + 8 <= outer.end && mp4.boxesLeft > 0; ) {
    mp4.signal.throwIfAborted()
    mp4.boxesLeft -= 1
    const head = await bytesOf(mp4, at, 16)
    if (head.length < 8) return
    const short = head.readUInt32BE(0)
    // 1 says that the size follows in 8 bytes, 0 that it is all of the rest.
    const isLong = short === 1 && head.length === 16
    const size = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? outer.end - at : short
    const header = isLong ? 16 : 8
    if (size < header || at + size > outer.end) return
    yield { type: head.toString('latin1', 4, 8), start: at + header, end: at + size }
    at += size
  }
}

/** The first box at the end of a path such as `mdia/minf/stbl`. */
export async function boxAt(mp4: Mp4File, outer: Box, path: string): Promise<Box | undefined> {
  let box: Box | undefined = outer
  for (const type of path.split('/')) {
    if (box === undefined) return undefined
    box = await firstOf(type, boxesIn(mp4, box))
  }
  return box
}

async function firstOf(type: string, boxes: AsyncIterable<Box>): Promise<Box | undefined> {
  for await (const box of boxes) if (box.type === type) return box
  return undefined
}

/** Up to `length` bytes from `position` on. */
export async function bytesOf({ file }: Mp4File, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** The contents of a box, at most `most` bytes of them; empty where there is no box. */
export async function contentsOf(mp4: Mp4File, box: Box | undefined, most = 1_000_000): Promise<Buffer> {
  return box === undefined ? Buffer.alloc(0) : bytesOf(mp4, box.start, Math.min(most, box.end - box.start))
}
