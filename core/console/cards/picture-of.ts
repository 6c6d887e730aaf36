import type { Picture } from './shown-card.ts'

/** What may be shown without asking any host: a picture that stands in the card itself. */
const inlinePicture = /^data:image\/[a-z0-9.+-]+[;,]/i

/** What the address of a picture leads to. */
export function pictureOf(url: unknown): Picture {
  if (typeof url !== 'string') return { kind: 'broken' }
  if (inlinePicture.test(url)) return { kind: 'data', source: url }
  const host = remoteHost(url)
  return host === undefined ? { kind: 'broken' } : { kind: 'remote', host }
}

function remoteHost(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? host : undefined
}
