import { oneLine } from './text/one-line.ts'

/** What documents say of themselves, as far as it is known. Dates in ISO 8601, the language as a BCP 47 tag. */
export interface RawProperties {
  readonly title?: unknown
  readonly author?: unknown
  readonly subject?: unknown
  readonly from?: unknown
  readonly to?: unknown
  readonly copy?: unknown
  readonly sent?: unknown
  readonly description?: unknown
  readonly keywords?: unknown
  readonly publisher?: unknown
  readonly site?: unknown
  readonly language?: unknown
  readonly isbn?: unknown
  readonly published?: unknown
  readonly created?: unknown
  readonly modified?: unknown
  readonly program?: unknown
}

const names: Readonly<Record<keyof RawProperties, string>> = {
  title: 'Title',
  author: 'Author',
  subject: 'Subject',
  from: 'From',
  to: 'To',
  copy: 'Cc',
  sent: 'Sent',
  description: 'Description',
  keywords: 'Tags',
  publisher: 'Publisher',
  site: 'Site',
  language: 'Language',
  isbn: 'ISBN',
  published: 'Published',
  created: 'Created',
  modified: 'Modified',
  program: 'Made with',
}

/** What ReportLab writes where nobody has said anything, with brackets or without. */
const placeholders: Readonly<Partial<Record<keyof RawProperties, RegExp>>> = {
  title: /^\(?untitled\)?$/,
  author: /^\(?anonymous\)?$/,
  subject: /^\(?unspecified\)?$/,
  keywords: /^\(?unspecified\)?$/,
  program: /^\(?(?:anonymous|unspecified)\)?$/,
}

const times = new Set<keyof RawProperties>(['sent', 'published', 'created', 'modified'])

/** The rows for what is known, in order; texts are cleaned and kept short. */
export function propertiesOf(raw: RawProperties): Record<string, string> {
  const rows: Record<string, string> = {}
  for (const key of Object.keys(names) as (keyof RawProperties)[]) {
    const value = cleaned(raw[key])
    if (value === '' || placeholders[key]?.test(value)) continue
    rows[names[key]] = readable(key, value)
  }
  if (rows.Modified === rows.Created) delete rows.Modified
  return rows
}

function readable(key: keyof RawProperties, value: string): string {
  if (times.has(key)) return readableTime(value)
  if (key === 'language') return languageName(value)
  // `LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2` says nothing more to a reader than its name.
  return key === 'program' ? value.replace(/^([A-Za-z]+)\/\d.*/, '$1') : value
}

function cleaned(value: unknown): string {
  return typeof value === 'string' ? oneLine(value.replace(/\p{Cc}/gu, ' ')).slice(0, 300) : ''
}

/** `2024-03-05T10:20:00Z` → `2024-03-05 10:20 UTC`; another zone keeps its offset. */
function readableTime(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)[^Z+-]*(Z|[+-]\d\d:\d\d)?)?/.exec(iso)
  if (!parts) return iso
  const [, date, time, zone] = parts
  return [date, time, zone === 'Z' ? 'UTC' : zone].filter((part) => part !== undefined).join(' ')
}

/** `pt-BR` → `Brazilian Portuguese`; what is no tag of a language stays as it is. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag.replace('_', '-')) ?? tag
  } catch {
    return tag
  }
}
