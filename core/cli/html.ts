import { writePreview } from '../console/preview-file.ts'
import type { LocalResult } from './local-run.ts'

/** Writes what `run` found as one page for a browser. Throws as `writePreview`. */
export function writeHtml(path: string, results: readonly LocalResult[]): Promise<void> {
  return writePreview(
    path,
    results.map(({ file, status, reason, plugins, cards }) => ({
      name: file,
      state: status,
      reason,
      plugins: plugins.map(({ name, durationMs, error }) => ({
        name,
        durationMs,
        error: error && { code: error.code, message: error.message, fix: error.fix },
      })),
      cards,
    })),
  )
}
