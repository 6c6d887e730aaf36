// The thread in which zxing looks for codes: a picture of fine stripes holds it for half a minute, and only its end stops it.
// Plain JavaScript, since a worker on Node 20 cannot load TypeScript by itself.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** All that zxing reads but the edge of films and Telepen, which it sees in any fine pattern. */
const formats = /** @type {const} */ ([
  'Aztec',
  'Codabar',
  'Code128',
  'Code39',
  'Code93',
  'DataBar',
  'DataMatrix',
  'EANUPC',
  'ITF',
  'MaxiCode',
  'PDF417',
  'QRCode',
])

// Without its bytes the library would download them.
const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true })

parentPort?.on('message', async (/** @type {Picture} */ picture) => {
  const found = await readBarcodes(fileOf(picture), { formats: [...formats] })
  /** @type {readonly import('./code.ts').Code[]} */
  const codes = found
    .filter(({ isValid }) => isValid)
    .map(({ format, contentType, text, bytes, sequenceSize, sequenceIndex }) => ({
      format,
      ...(contentType === 'GS1'
        ? { content: 'gs1', text }
        : contentType === 'Binary'
          ? textOrBytes(bytes)
          : { content: 'text', text }),
      part: sequenceSize > 1 ? { number: sequenceIndex + 1, of: sequenceSize } : undefined,
    }))
  parentPort?.postMessage(codes)
})

/**
 * A text with a single control character counts as binary for the library.
 *
 * @param {Uint8Array} bytes
 * @returns {{ content: 'text' | 'binary', text: string }}
 */
function textOrBytes(bytes) {
  try {
    return { content: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { content: 'binary', text: Buffer.from(bytes).toString('hex') }
  }
}

/**
 * @typedef {import('./grey-picture.ts').GreyPicture | import('box-skill-plugin-document-text/pictures').Bmp} Picture
 *
 * @param {Picture} picture
 * @returns {Uint8Array} A portable greymap, the plainest format that the library reads, or a BMP.
 */
function fileOf(picture) {
  if ('bmp' in picture) return picture.bmp
  const { pixels, width, height } = picture
  return new Uint8Array(Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]))
}
