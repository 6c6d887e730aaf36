import { lookup } from 'mrmime'

/** The usual content type of an extension, without the dot; that of mere bytes for what is not known. */
export function mediaTypeOf(extension: string): string {
  return lookup(extension) ?? 'application/octet-stream'
}
