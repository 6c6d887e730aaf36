import { resolve } from 'node:path'
import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, DocumentPart, ReadLimits } from './document.ts'
import { flowing, oneLine } from './one-line.ts'
import { propertiesOf } from './properties.ts'
import { damaged, passwordProtected } from './refusals.ts'

type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>

/** pdf.js: 0 keeps its warnings about small faults of a file out of the log. */
const ERRORS_ONLY = 0

/** Reads the text of a PDF page by page, that of a scan from Box where Box has recognized it. */
export async function readPdf(file: SkillFile, limits: ReadLimits): Promise<Document> {
  const bytes = await file.bytes()
  limits.signal.throwIfAborted()
  const pdf = await openPdf(bytes, file.name, limits.characterMaps)
  try {
    const read = Math.min(pdf.numPages, limits.maxPages)
    const found = await readPages(pdf, read, file.name, limits)
    const parts = found.length > 0 ? found : await recognizedText(file, limits)
    return {
      kind: 'pdf',
      properties: await pdfProperties(pdf),
      parts,
      count: pdf.numPages,
      read,
      cut: parts.reduce((sum, { text }) => sum + text.length, 0) >= limits.maxChars,
    }
  } finally {
    await pdf.destroy()
  }
}

async function openPdf(bytes: Uint8Array, name: string, characterMaps: string): Promise<Pdf> {
  const { getDocumentProxy } = await import('unpdf')
  try {
    return await getDocumentProxy(bytes, {
      verbosity: ERRORS_ONLY,
      // Else pdf.js would fetch the maps like a browser, which cannot read a folder.
      useWorkerFetch: false,
      ...(characterMaps === '' ? {} : { cMapUrl: `${resolve(characterMaps)}/`, cMapPacked: true }),
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw passwordProtected(name)
    throw damaged(name, error)
  }
}

async function readPages(pdf: Pdf, count: number, name: string, limits: ReadLimits): Promise<DocumentPart[]> {
  const parts: DocumentPart[] = []
  let left = limits.maxChars
  let broken = 0
  for (let number = 1; number <= count && left > 0; number++) {
    limits.signal.throwIfAborted()
    try {
      const text = flowing(await pageText(pdf, number)).slice(0, left)
      if (text !== '') parts.push({ label: `Page ${number}`, text })
      left -= text.length
    } catch (error) {
      broken++
      limits.log.warn('A page cannot be read.', { page: number, reason: String(error) })
      if (broken === count) throw damaged(name, error)
    }
    limits.progress(number / count, `Page ${number} of ${count}`)
  }
  return parts
}

async function pageText(pdf: Pdf, number: number): Promise<string> {
  const page = await pdf.getPage(number)
  const { items } = await page.getTextContent()
  page.cleanup()
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}

async function pdfProperties(pdf: Pdf): Promise<Record<string, string>> {
  // A file with broken metadata still has its text.
  const metadata = await pdf.getMetadata().catch(() => undefined)
  const info: Readonly<Record<string, unknown>> = { ...metadata?.info }
  return propertiesOf({
    title: info.Title,
    author: info.Author,
    subject: info.Subject,
    keywords: info.Keywords,
    created: pdfDate(info.CreationDate),
    modified: pdfDate(info.ModDate),
    program: info.Creator,
  })
}

/** `D:20240305102000+01'00'`, with as much of it as the program knew, in the form of ISO 8601. */
function pdfDate(value: unknown): string | undefined {
  const parts =
    typeof value === 'string'
      ? /^(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?(?:\d\d)?(Z|[+-]\d\d'?\d\d)?/.exec(value)
      : null
  if (!parts) return undefined
  const [, year, month, day, hour, minute, zone = ''] = parts
  const time = hour === undefined ? '' : `T${hour}:${minute}${zone.replace(/([+-]\d\d)'?(\d\d)/, '$1:$2')}`
  return `${year}-${month}-${day}${time}`
}

async function recognizedText(file: SkillFile, limits: ReadLimits): Promise<DocumentPart[]> {
  const recognized = await file.representation('extracted_text')
  limits.signal.throwIfAborted()
  const text = oneLine((await recognized?.text()) ?? '').slice(0, limits.maxChars)
  return text === '' ? [] : [{ label: undefined, text }]
}
