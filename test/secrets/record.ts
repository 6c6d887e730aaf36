import type { Finding, Search } from './canary.ts'

/** All that was written or answered, searched as it comes; a failure then names place, canary and form. */
export interface Record {
  readonly findings: Finding[]
  /** How many bytes of each kind of place were searched, so that an empty one does not pass for a clean one. */
  readonly searched: Map<string, number>
  text(place: string, content: string | Uint8Array): void
  found(place: string, findings: readonly Finding[]): void
  /** Fetches, and searches status, headers and body of the answer. Resolves to the body. */
  answer(place: string, url: string, init?: RequestInit): Promise<string>
}

export function createRecord(search: Search): Record {
  const findings: Finding[] = []
  const searched = new Map<string, number>()
  const text: Record['text'] = (place, content) => {
    searched.set(place, (searched.get(place) ?? 0) + content.length)
    findings.push(...search.in(place, content))
  }
  return {
    findings,
    searched,
    text,
    found: (place, found) => {
      searched.set(place, (searched.get(place) ?? 0) + 1)
      findings.push(...found.map((one) => ({ ...one, place: `${place}: ${one.place}` })))
    },
    async answer(place, url, init) {
      const response = await fetch(url, init)
      const body = await response.text()
      text(place, `${response.status} ${JSON.stringify([...response.headers])}\n${body}`)
      return body
    },
  }
}
