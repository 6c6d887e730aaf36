/** What documents say of themselves, as far as it is known. Dates in ISO 8601. */
export interface RawProperties {
  readonly title?: unknown
  readonly author?: unknown
  readonly subject?: unknown
  readonly keywords?: unknown
  readonly created?: unknown
  readonly modified?: unknown
  readonly program?: unknown
}

const names: Readonly<Record<keyof RawProperties, string>> = {
  title: 'Title',
  author: 'Author',
  subject: 'Subject',
  keywords: 'Tags',
  created: 'Created',
  modified: 'Modified',
  program: 'Made with',
}

/** The rows for what is known, in order; texts are cleaned and kept short. */
export function propertiesOf(raw: RawProperties): Record<string, string> {
  const rows: Record<string, string> = {}
  for (const key of Object.keys(names) as (keyof RawProperties)[]) {
    const value = cleaned(raw[key])
    if (value !== '') rows[names[key]] = key === 'created' || key === 'modified' ? readableTime(value) : value
  }
  return rows
}

function cleaned(value: unknown): string {
  return typeof value === 'string'
    ? value
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim()
        .slice(0, 300)
    : ''
}

/** `2024-03-05T10:20:00Z` → `2024-03-05 10:20 UTC`; another zone keeps its offset. */
function readableTime(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)[^Z+-]*(Z|[+-]\d\d:\d\d)?)?/.exec(iso)
  if (!parts) return iso
  const [, date, time, zone] = parts
  return [date, time, zone === 'Z' ? 'UTC' : zone].filter((part) => part !== undefined).join(' ')
}
