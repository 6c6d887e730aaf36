import type { Track } from './read-media.ts'

/** Whether the file ends before its headers say: a recording that was broken off, or half an upload. */
export function isCutShort({ extra }: Track): boolean {
  return typeof extra === 'object' && extra !== null && 'IsTruncated' in extra && extra.IsTruncated === 'Yes'
}
