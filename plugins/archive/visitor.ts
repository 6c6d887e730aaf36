import type { ArchiveEntry } from './entry.ts'
import type { WarningKind } from './warnings.ts'

/** The contents of one entry, unpacked on the way. */
export type OpenContents = () => Promise<AsyncIterable<Uint8Array>>

/** What the readers of the formats tell, and ask. */
export interface Visitor {
  /** Takes each entry; `open` where its contents can be read, before the next one is told. */
  entry(entry: ArchiveEntry, open?: OpenContents): Promise<void>
  /** False where enough was seen; throws where the run shall stop. */
  wantsMore(): boolean
  /** Something about the archive itself that people should know; `path` of the entry that it is about. */
  warn(kind: WarningKind, path?: string): void
}
