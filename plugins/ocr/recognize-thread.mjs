// The thread in which Tesseract works: it holds its thread for seconds, and can only be stopped together with it.
// Plain JavaScript, since a worker on Node 20 cannot load TypeScript by itself.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { gunzip } from 'node:zlib'
import { relaxedSimd, simd } from 'wasm-feature-detect'

/** Tesseract's own numbers: the recognizer by neural network alone, and a page of any layout. */
const LSTM_ONLY = 1
const PAGE_OF_ANY_LAYOUT = 3
/** Tells letters from paper by what is around them: a photographed page is darker on one side. */
const SAUVOLA = '2'
/** Radians, 0.3 degrees. A page that is less askew reads as well, and turning it would blur it. */
const ASKEW = 0.005
/** What a page that stands on its head reaches at most is about 45 of 100, what is read well at least 75. */
const SURE = 70
/** By so much the page has to read better on its head to be taken for one that stands so. */
const CLEARLY_BETTER = 10

/** @type {{ languages: readonly { code: string, path: string }[] }} */
const { languages } = workerData
const tesseract = await loadTesseract()
const api = await startTesseract()

parentPort?.on('message', (/** @type {Picture} */ picture) => {
  try {
    parentPort?.postMessage(readEitherWay(picture))
  } catch (error) {
    // Memory that is used up or broken stays so: the thread ends, and the next picture gets a new one.
    throw new Error(`Tesseract failed: ${error instanceof Error ? error.message : String(error)}`)
  }
})

/**
 * A page that lies on its side is turned by Tesseract itself, but it may end up on its head.
 *
 * @param {Picture} picture
 */
function readEitherWay(picture) {
  const upright = read(picture)
  if (upright.confidence >= SURE || upright.json === undefined) return { json: upright.json, turned: false }
  picture.pixels.reverse()
  const turned = read(picture)
  return turned.confidence >= upright.confidence + CLEARLY_BETTER
    ? { json: turned.json, turned: true }
    : { json: upright.json, turned: false }
}

/**
 * @param {Picture} picture
 * @returns {{ confidence: number, json: string | undefined }} Tesseract's own JSON; undefined where it found no text at all.
 */
function read({ pixels, width, height }) {
  // A portable greymap, the plainest format that Tesseract reads.
  tesseract.FS.writeFile('/input', Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]))
  try {
    take(0)
    api.FindLines()
    const slope = api.GetGradient()
    if (Math.abs(slope) >= ASKEW) take(slope)
    api.Recognize(null)
    const confidence = api.MeanTextConf()
    return { confidence, json: confidence === 0 ? undefined : api.GetJSONText() }
  } finally {
    api.Clear()
    tesseract.FS.unlink('/input')
  }
}

/** @param {number} slope Radians by which the lines of the picture rise. */
function take(slope) {
  const noExifOrientation = 1
  if (api.SetImageFile(noExifOrientation, slope) !== 0) throw new Error('the picture was not taken')
}

/** @returns {Promise<Tesseract>} */
async function loadTesseract() {
  const require = createRequire(import.meta.url)
  const core = (await relaxedSimd())
    ? require('tesseract.js-core/tesseract-core-relaxedsimd-lstm')
    : (await simd())
      ? require('tesseract.js-core/tesseract-core-simd-lstm')
      : require('tesseract.js-core/tesseract-core-lstm')
  const quiet = () => undefined
  return core({ print: quiet, printErr: quiet, TesseractProgress: quiet })
}

async function startTesseract() {
  for (const { code, path } of languages) {
    tesseract.FS.writeFile(`${code}.traineddata`, await promisify(gunzip)(await readFile(path)))
  }
  const started = new tesseract.TessBaseAPI()
  const names = languages.map(({ code }) => code).join('+')
  if (started.Init(null, names, LSTM_ONLY) !== 0)
    throw new Error(`Tesseract cannot use the data of ${names}.`)
  // It has been read into Tesseract's memory; the copies in its file system are of no more use.
  for (const { code } of languages) tesseract.FS.unlink(`${code}.traineddata`)
  started.SetPageSegMode(PAGE_OF_ANY_LAYOUT)
  started.SetVariable('thresholding_method', SAUVOLA)
  return started
}

/**
 * @typedef {{ pixels: Uint8Array, width: number, height: number }} Picture Grey, one byte a pixel.
 *
 * @typedef {object} TessBaseAPI Those members of Tesseract's C++ interface that are used here.
 * @property {(dataPath: null, languages: string, engine: number) => number} Init 0 where it worked.
 * @property {(mode: number) => void} SetPageSegMode
 * @property {(name: string, value: string) => boolean} SetVariable
 * @property {(exifOrientation: number, slope: number) => number} SetImageFile Takes `/input`; 0 where it worked.
 * @property {() => number} FindLines
 * @property {() => number} GetGradient
 * @property {(monitor: null) => number} Recognize
 * @property {() => number} MeanTextConf
 * @property {() => string} GetJSONText
 * @property {() => void} Clear
 *
 * @typedef {object} Tesseract
 * @property {{ writeFile(path: string, data: Uint8Array): void, unlink(path: string): void }} FS
 * @property {new () => TessBaseAPI} TessBaseAPI
 */
