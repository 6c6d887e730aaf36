import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, ReadLimits } from '../document.ts'
import { propertiesOf } from '../properties.ts'
import { damaged } from '../refusals.ts'
import { textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'
import { rtfText } from './rtf-text.ts'
import { walkRtf } from './walk-rtf.ts'

/** Reads an RTF document by its pages where their ends are marked, else by its headings. */
export async function readRtf(file: SkillFile, limits: ReadLimits): Promise<Document> {
  const text = textCollector(limits.maxChars)
  const flow = textFlow(text, limits.maxPages)
  const notes = textFlow(textCollector(limits.maxChars), 1)
  const rtf = rtfText(flow, notes)
  try {
    await walkRtf(await file.bytes(), rtf.visitor, limits.signal)
  } catch (error) {
    throw error instanceof RangeError ? damaged(file.name, error) : error
  }
  const parts = flow.parts()
  const outline = flow.headings()
  const info = rtf.info()
  const pages = flow.pages()
  return {
    kind: 'rtf',
    properties: propertiesOf({
      title: info.title,
      author: info.author,
      subject: info.subject,
      keywords: info.keywords,
      created: knownTime(info.creatim),
      modified: knownTime(info.revtim),
      program: info.generator?.replace(/;$/, ''),
    }),
    parts: [...parts, ...notes.parts().map((part) => ({ ...part, label: 'Footnotes' }))],
    count: pages,
    read: pages ?? 1,
    cut: text.full(),
    ...(outline.length > 0 ? { outline } : {}),
  }
}

/** A time that the program did not know is written as zeros. */
function knownTime(time: string | undefined): string | undefined {
  return time?.startsWith('0') ? undefined : time
}
