import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, OldKind, ReadLimits } from './document.ts'
import { oldFormat } from './refusals.ts'
import { textFromBox } from './text/text-from-box.ts'

/**
 * Takes Box's text of a document whose format is not read here.
 *
 * @throws SkillError where Box has none.
 */
export async function readOldFormat(kind: OldKind, file: SkillFile, limits: ReadLimits): Promise<Document> {
  const text = await textFromBox(file, limits)
  if (text.parts.length === 0) throw oldFormat(file.name, kind)
  return { kind, properties: {}, count: undefined, read: 1, ...text }
}
