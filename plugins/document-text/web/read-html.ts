import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, ReadLimits } from '../document.ts'
import { propertiesOf } from '../properties.ts'
import { textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'
import { decodeHtml } from './decode-html.ts'
import { htmlText } from './html-text.ts'
import { walkHtml } from './walk-html.ts'

/** Reads a page of the web, divided at its headings, without its scripts, menus and hidden parts. */
export async function readHtml(file: SkillFile, limits: ReadLimits): Promise<Document> {
  const flow = textFlow(textCollector(limits.maxChars), limits.maxPages)
  const html = htmlText(flow, { tables: true })
  const complete = await walkHtml(decodeHtml(file.stream()), html.visitor, limits.signal)
  const parts = flow.parts()
  const outline = flow.headings()
  const meta = html.meta()
  return {
    kind: 'html',
    properties: propertiesOf({
      title: html.title() || meta.get('og:title'),
      author: meta.get('author') ?? meta.get('article:author'),
      description: meta.get('description') ?? meta.get('og:description'),
      keywords: meta.get('keywords'),
      language: meta.get('lang'),
      published: meta.get('article:published_time') ?? meta.get('date'),
      modified: meta.get('article:modified_time'),
      site: meta.get('og:site_name'),
      program: meta.get('generator'),
    }),
    parts,
    count: undefined,
    read: 1,
    cut: !complete,
    ...(outline.length > 0 ? { outline } : {}),
  }
}
