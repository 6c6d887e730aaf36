import { readDocument } from 'box-skill-plugin-document-text/reader'
import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'
import type { Sample } from './sample.ts'

/** Pages to read at most: what follows hardly changes what a document is about. */
const MAX_PAGES = 200

interface DocumentOptions {
  readonly maxChars: number
  readonly log: PluginLog
  readonly signal: AbortSignal
}

/**
 * The text of a document, page after page.
 *
 * @throws SkillError where it is protected by a password, damaged, or of a format that holds no text.
 */
export async function readDocumentText(
  file: SkillFile,
  { maxChars, log, signal }: DocumentOptions,
): Promise<Sample> {
  const document = await readDocument(file, { maxPages: MAX_PAGES, maxChars, log, signal })
  const pages = document.count ?? document.read
  return {
    text: document.parts.map(({ text }) => text.replace(/ \| |; /g, '\n')).join('\n\n'),
    complete: !document.cut && document.read >= pages,
  }
}
