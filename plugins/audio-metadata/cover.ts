import type { ICommonTagsResult } from 'music-metadata'

/** Covers are below 1 MB; a larger one is not worth the time. */
const MAX_BYTES = 10_000_000

/** What pictures begin with, whatever the tag says that they are: JPEG, PNG, GIF, WebP. */
const signatures = ['ffd8ff', '89504e47', '47494638', '52494646']

/** The bytes of the front cover, or of the first picture; undefined where there is none that can be drawn. */
export function coverOf({ picture }: ICommonTagsResult): Uint8Array | undefined {
  const pictures = (picture ?? []).filter(({ data }) => isPicture(data))
  const front = pictures.find(({ type }) => /front/i.test(type ?? '')) ?? pictures[0]
  return front?.data
}

function isPicture(data: Uint8Array): boolean {
  const head = Buffer.from(data.subarray(0, 4)).toString('hex')
  return data.length <= MAX_BYTES && signatures.some((signature) => head.startsWith(signature))
}
