import type { RepresentationKind } from '../plugin.ts'

/** What Box says of one representation. */
export interface Representation {
  /** Undefined in answers of another form than Box's. */
  readonly state: string | undefined
  /** Answers with the representation's state; the first call has Box make it. */
  readonly infoUrl: string | undefined
  readonly contentUrl: string | undefined
}

interface Wanted {
  readonly hint: string
  /** Of a paged representation the first page is read; pages are named `1.jpg`. */
  readonly firstPage: string
}

/** The `x-rep-hints` for each kind. Box makes pictures in fixed sizes only; 1024×1024 is the largest for all images. */
const wanted: Readonly<Record<RepresentationKind, Wanted>> = {
  extracted_text: { hint: '[extracted_text]', firstPage: '1.txt' },
  jpg: { hint: '[jpg?dimensions=1024x1024]', firstPage: '1.jpg' },
  mp3: { hint: '[mp3]', firstPage: '1.mp3' },
  mp4: { hint: '[mp4]', firstPage: '1.mp4' },
  embedded_metadata: { hint: '[embedded_metadata]', firstPage: '1.json' },
}

/** The `x-rep-hints` header that asks for a kind. */
export function representationHint(kind: RepresentationKind): string {
  return wanted[kind].hint
}

/** Whether the answer to `GET /2.0/files/{id}?fields=representations` has Box's form: a list, be it empty. */
export function listsRepresentations(file: unknown): boolean {
  return Array.isArray(at(file, 'representations', 'entries'))
}

/** The entry for `kind` in the answer to `GET /2.0/files/{id}?fields=representations`; undefined where Box makes none. */
export function findRepresentation(file: unknown, kind: RepresentationKind): Representation | undefined {
  const entries = at(file, 'representations', 'entries')
  const entry = Array.isArray(entries) ? entries.find((one) => at(one, 'representation') === kind) : undefined
  return entry === undefined ? undefined : readRepresentation(entry, kind)
}

/** One entry, as it stands in a list or answers at its `info.url`. */
export function readRepresentation(entry: unknown, kind: RepresentationKind): Representation {
  const template = at(entry, 'content', 'url_template')
  const paged = at(entry, 'properties', 'paged')
  const asset = paged === true || paged === 'true' ? wanted[kind].firstPage : ''
  return {
    state: text(at(entry, 'status', 'state')),
    infoUrl: text(at(entry, 'info', 'url')),
    contentUrl: text(template)?.replace('{+asset_path}', asset),
  }
}

/** The id of the version that is current, where the answer says. */
export function currentVersionId(file: unknown): string | undefined {
  const id = at(file, 'file_version', 'id')
  return typeof id === 'number' ? String(id) : text(id)
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Readonly<Record<string, unknown>>)[key]
  }
  return here
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
