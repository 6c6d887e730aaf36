import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { decodeBmp } from '../decode-bmp.ts'
import { readPages } from '../read-pages.ts'
import { createRecognizer } from '../recognize.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

// One for all, since loading the model is half the work; with time for a machine that has other work.
const recognizer = await createRecognizer({ limitMs: 120_000 })
afterAll(() => recognizer.close())
const read = (name: string) => recognizer.recognize({ path: fixture(name) })

const fees =
  'Fees for berths\n\nThey remain as they were: 24.50 per night, and 31.00 for boats of more than ten metres.'

describe('a scanned page', () => {
  it('is read', async () => {
    const { text, confidence, lines } = await read('notice.png')

    expect(text).toMatchInlineSnapshot(`
      "Notice to Mariners No. 17

      The lighthouse at Gull Point will be dark from the third of May until the ninth of May, while its lamp is replaced. Vessels that enter the bay at night are asked to keep to the marked channel and to report to the harbour office on channel 12.

      Fees for berths remain as they were: 24.50 per night.

      The Harbour Master"
    `)
    expect(confidence).toBeGreaterThan(90)
    expect(lines.map((line) => line.text)).toContain('nel and to report to the harbour office on channel 12.')
  })

  it.each(['upside-down.jpg', 'on-its-side.png', 'askew.jpg'])('is read where it lies %s', async (name) => {
    expect((await read(name)).text).toBe(fees)
  })

  it('is read where it lies on its other side', async () => {
    const turned = await sharp(fixture('on-its-side.png')).rotate(180).png().toBuffer()

    expect((await recognizer.recognize(turned)).text).toBe(fees)
  })

  it('is read of a bitmap', async () => {
    const { data, info } = await sharp(fixture('label.gif'))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })

    const { text } = await recognizer.recognize({
      pixels: data,
      width: info.width,
      height: info.height,
      channels: 4,
    })
    expect(text).toBe('Closed in winter')
  })
})

describe('other pictures', () => {
  it('are read where a camera took them in bad light and says how it was held', async () => {
    const { text } = await read('photographed.jpg')

    expect(text).toBe(fees)
  })

  it.each([
    [
      'terminal.webp',
      'error: the berth plan could not be loaded at line 12 of harbour.json\ntry again in 30 seconds',
    ],
    ['sign.jpg', 'NORTHMOUTH HARBOUR 3 km'],
    ['transparent.png', 'Mind the step'],
  ])('such as %s are read', async (name, text) => {
    expect((await read(name)).text).toBe(text)
  })

  it('are read of a Windows bitmap', async () => {
    const { text } = await recognizer.recognize(
      await decodeBmp({ bmp: await readFile(fixture('label.bmp')) }),
    )

    expect(text).toBe('Berth 14 is free')
  })

  it('without text give none', async () => {
    expect(await read('no-text.jpg')).toEqual({ text: '', confidence: 0, paragraphs: [], lines: [] })
  })
})

describe('the recognizer', () => {
  it('stops at once when it is told to, and can be used again', async () => {
    const controller = new AbortController()
    const picture = { path: fixture('notice.png') }

    const stopped = recognizer.recognize(picture, { signal: controller.signal })
    const waiting = recognizer.recognize(picture, { signal: controller.signal })
    setTimeout(() => controller.abort(), 150)

    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect((await read('label.gif')).text).toBe('Closed in winter')
  })

  it('goes on after a picture that cannot be decoded', async () => {
    await expect(recognizer.recognize(Buffer.from('no picture'))).rejects.toThrow('unsupported image format')
    expect((await read('label.gif')).text).toBe('Closed in winter')
  })
})

describe('a picture that takes too long', () => {
  it('is given up, which is no damage', async () => {
    const hasty = await createRecognizer({ limitMs: 1 })
    onTestFinished(() => hasty.close())
    const warnings: string[] = []
    async function* picture() {
      yield { picture: { path: fixture('notice.png'), page: 0 }, page: undefined, count: 1, left: 0 }
    }

    const { pages } = await readPages(picture(), {
      name: 'notice.png',
      recognizer: hasty,
      signal: new AbortController().signal,
      log: { debug() {}, info() {}, error() {}, warn: (message) => void warnings.push(message) },
      progress() {},
    })

    expect(pages.map(({ text }) => text.text)).toEqual([''])
    expect(warnings).toEqual(['Reading a picture took too long, so it was given up.'])
  })
})

describe('languages', () => {
  const model = (code: string) =>
    join('node_modules/@tesseract.js-data', code, '4.0.0_best_int', `${code}.traineddata.gz`)

  /** Makes a folder that the runner is started in, with the data of a language of this code. */
  async function startedBeside(code: string, data: Uint8Array): Promise<void> {
    const before = process.cwd()
    const folder = await mkdtemp(join(tmpdir(), 'ocr-'))
    await mkdir(join(folder, model(code), '..'), { recursive: true })
    await writeFile(join(folder, model(code)), data)
    process.chdir(folder)
    onTestFinished(async () => {
      process.chdir(before)
      await rm(folder, { recursive: true })
    })
  }

  it('are found where the runner was started', async () => {
    const english = createRequire(import.meta.url).resolve(
      '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
    )
    await startedBeside('xyz', await readFile(english))

    const other = await createRecognizer({ languages: ['xyz'], minConfidence: 0 })
    onTestFinished(() => other.close())
    expect((await other.recognize({ path: fixture('label.gif') })).text).toBe('Closed in winter')
  })

  it('say how to install them where they are missing', async () => {
    await expect(createRecognizer({ languages: ['eng', 'deu', 'chi_sim'] })).rejects.toMatchObject({
      code: 'custom_error',
      message:
        'The text recognition has no data for “deu”, “chi_sim”. Install it with: npm install @tesseract.js-data/deu @tesseract.js-data/chi_sim',
    })
  })

  it('fail in words where their data are broken', async () => {
    await startedBeside('bad', Buffer.from('no model'))

    const other = await createRecognizer({ languages: ['bad'] })
    await expect(other.recognize({ path: fixture('label.gif') })).rejects.toThrow('incorrect header check')
  })
})
