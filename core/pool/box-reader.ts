import { type ContentReader, createContentReader } from '../box/content.ts'
import { createTransport, type Transport } from '../box/transport.ts'
import type { BoxAccess, RunTask } from './protocol.ts'

/** Reads the files of tasks from Box, with the read token that each task brings along. */
export interface BoxReader {
  /** Nothing can be read of a local file here: it is laid ready. */
  of(task: Pick<RunTask, 'source' | 'maxFileBytes'>): Partial<ContentReader>
  close(): Promise<void>
}

/** Connections are opened with the first file that wants them. */
export function createBoxReader(box: BoxAccess): BoxReader {
  let transport: Transport | undefined
  return {
    of({ source, maxFileBytes }) {
      if (source.type !== 'box') return {}
      transport ??= createTransport(box)
      return createContentReader({
        transport,
        apiUrl: box.apiUrl,
        fileId: source.fileId,
        versionId: source.versionId,
        token: source.readToken,
        maxBytes: maxFileBytes,
        downloadTimeoutMs: box.downloadTimeoutMs,
        representationTimeoutMs: box.representationTimeoutMs,
      })
    },
    async close() {
      await transport?.close()
    },
  }
}
