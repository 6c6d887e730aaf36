import { propertiesOf } from '../properties.ts'
import type { Pdf } from './open-pdf.ts'

/** What a PDF says of itself; nothing where its metadata is broken, since its text may be whole. */
export async function pdfProperties(pdf: Pdf): Promise<Record<string, string>> {
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
