import type { FileHandle } from 'node:fs/promises'

/** A box of an MP4 file: where its contents begin and end, in bytes. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** Boxes that are looked at within one; real files have a few dozen. */
const MAX_BOXES = 10_000

/** The boxes in `outer`, in order. Ends early where one claims to be larger than what it lies in. */
export async function boxesIn(file: FileHandle, outer: Box): Promise<Box[]> {
  const found: Box[] = []
  for (let at = outer.start; at + 8 <= outer.end && found.length < MAX_BOXES; ) {
    const head = await bytesOf(file, at, 16)
    if (head.length < 8) break
    const short = head.readUInt32BE(0)
    // 1 says that the size follows in 8 bytes, 0 that it is all of the rest.
    const isLong = short === 1 && head.length === 16
    const size = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? outer.end - at : short
    const header = isLong ? 16 : 8
    if (size < header || at + size > outer.end) break
    found.push({ type: head.toString('latin1', 4, 8), start: at + header, end: at + size })
    at += size
  }
  return found
}

/** The first box at the end of a path such as `mdia/minf/stbl`. */
export async function boxAt(file: FileHandle, outer: Box, path: string): Promise<Box | undefined> {
  let box: Box | undefined = outer
  for (const type of path.split('/')) {
    if (box === undefined) return undefined
    box = (await boxesIn(file, box)).find((candidate) => candidate.type === type)
  }
  return box
}

/** Up to `length` bytes from `position` on. */
export async function bytesOf(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** The contents of a box, at most `most` bytes of them; empty where there is no box. */
export async function contentsOf(file: FileHandle, box: Box | undefined, most = 1_000_000): Promise<Buffer> {
  return box === undefined ? Buffer.alloc(0) : bytesOf(file, box.start, Math.min(most, box.end - box.start))
}
