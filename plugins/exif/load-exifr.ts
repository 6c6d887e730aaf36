import { createRequire } from 'node:module'
import type * as Exifr from 'exifr'

/** exifr as CommonJS, loaded when it is first needed: its default export as a module lacks `sidecar`. */
export function loadExifr(): typeof Exifr {
  return createRequire(import.meta.url)('exifr')
}
