/** One thing that an archive holds, in the words of no particular format. */
export interface ArchiveEntry {
  /** As it stands in the archive, and so untrusted: see `writtenName` before showing it. */
  readonly path: string
  readonly kind: 'file' | 'folder' | 'link' | 'special'
  /** Unpacked, in bytes; undefined where the archive does not say. */
  readonly size: number | undefined
  /** `2024-05-03`; undefined where the archive does not say. */
  readonly day: string | undefined
  readonly encrypted: boolean
  /** Where a link points to; undefined where that is not known. */
  readonly target?: string | undefined
  /** A hard link: its target is a path from the root of the archive, and not from the link. */
  readonly hard?: boolean
}

/**
 * The day of a moment in seconds since 1970, in UTC. Undefined for what programs write that do not know: nothing,
 * 1970-01-01, the first day of DOS (1980-01-01), and years that no date of a file can have.
 */
export function dayOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined || !Number.isFinite(seconds)) return undefined
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  if (Number.isNaN(year) || year < 1970 || year > 2200) return undefined
  const day = date.toISOString().slice(0, 10)
  return day === '1970-01-01' || day === '1980-01-01' ? undefined : day
}
