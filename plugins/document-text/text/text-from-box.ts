import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, ReadLimits } from '../document.ts'
import { paragraphs } from './one-line.ts'

/** The text that Box has of a file; it recognizes that of scans, and reads formats that are not read here. */
export async function textFromBox(
  file: SkillFile,
  { signal, maxChars }: ReadLimits,
): Promise<Pick<Document, 'parts' | 'cut' | 'recognizedBy'>> {
  const content = await file.representation('extracted_text')
  signal.throwIfAborted()
  const all = (await content?.text()) ?? ''
  const text = paragraphs(all.slice(0, maxChars))
  return text === ''
    ? { parts: [], cut: false }
    : { parts: [{ label: undefined, text }], cut: all.length > maxChars, recognizedBy: 'box' }
}
