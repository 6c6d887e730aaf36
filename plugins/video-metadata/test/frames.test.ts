import { execFileSync } from 'node:child_process'
import { access, chmod, copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { findFfmpeg, runFfmpeg } from '../ffmpeg.ts'
import { readFilm } from '../film.ts'
import { type Frame, type FrameRequest, readFrames } from '../frames.ts'
import { keyFrames } from '../key-frames.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const ffmpeg = await findFfmpeg()
const signal = new AbortController().signal

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** All frames, and the reasons for those that were not to be had. */
async function collect(path: string, request: Partial<FrameRequest> = {}) {
  const reasons: unknown[] = []
  const log = {
    debug() {},
    info() {},
    error() {},
    warn: (_: string, fields?: object) => void reasons.push(fields),
  }
  const frames: Frame[] = []
  const settings = { ffmpeg: ffmpeg ?? '', count: 4, shortest: 1, side: 64, duration: 12, timeoutMs: 30_000 }
  for await (const frame of readFrames({ ...settings, path, log, signal, ...request })) frames.push(frame)
  return { frames, reasons: JSON.stringify(reasons) }
}

describe.skipIf(ffmpeg === undefined)('frames of a film', () => {
  it('stand for stretches that are evenly long, and are no larger than asked for', async () => {
    const { frames } = await collect(fixture('harbour.mp4'))

    expect(frames.map(({ start, end }) => [start, end])).toEqual([
      [0, 3],
      [3, 6],
      [6, 9],
      [9, 12],
    ])
    expect(await sharp(frames[0]?.image).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 36 })
  })

  it('are upright', async () => {
    const { frames } = await collect(fixture('phone.mov'), { duration: 3, count: 1 })

    expect(await sharp(frames[0]?.image).metadata()).toMatchObject({ width: 36, height: 64 })
  })

  it('are few where the film is short, and one where its length is unknown', async () => {
    expect((await collect(fixture('clip.webm'), { duration: 2, shortest: 1.5 })).frames).toHaveLength(1)
    expect((await collect(fixture('clip.webm'), { duration: undefined })).frames).toMatchObject([
      { start: 0, end: 0 },
    ])
  })

  it('are there for a film of a single frame', async () => {
    const path = join(folder, 'single.mp4')
    const source = ['-f', 'lavfi', '-i', 'color=red:s=64x36:r=25:d=0.04', '-frames:v', '1', '-c:v', 'mpeg4']
    execFileSync(ffmpeg ?? '', ['-nostdin', '-loglevel', 'error', ...source, path])

    const { frames } = await collect(path, { duration: 0.04 })

    expect(frames).toMatchObject([{ start: 0, end: 0.04 }])
    await rm(path)
  })

  it('end where the time for them is over', async () => {
    const { frames, reasons } = await collect(fixture('harbour.mp4'), { timeoutMs: 0 })

    expect(frames).toEqual([])
    expect(reasons).toBe('[{"from":0}]')
  })

  it('end after three moments at which there is nothing', async () => {
    const { frames, reasons } = await collect(fixture('clip.webm'), { duration: 1000, count: 50 })

    expect(frames.length).toBeLessThan(2)
    expect(reasons.match(/"at"/g)).toHaveLength(3)
  })

  it('leave no files behind', async () => {
    await collect(fixture('clip.webm'), { duration: 2 })

    expect(await readdir(folder)).toEqual([])
  })
})

describe.skipIf(ffmpeg === undefined)('a hostile file', () => {
  it.each(['playlist.mp4', 'concat.mp4'])(
    'does not have ffmpeg open the film beside it: %s',
    async (name) => {
      const { frames, reasons } = await collect(fixture(name))

      expect(frames).toEqual([])
      expect(reasons).toMatch(/not allowed|Invalid data|not on whitelist/)
    },
  )

  it('would have done so', () => {
    // Fails where ffmpeg no longer follows playlists: then the list of containers is needed no more.
    const args = [
      '-nostdin',
      '-loglevel',
      'error',
      '-i',
      fixture('playlist.mp4'),
      '-frames:v',
      '1',
      '-f',
      'null',
      '-',
    ]

    expect(() => execFileSync(ffmpeg ?? '', args, { stdio: 'pipe' })).not.toThrow()
  })

  it('with a picture of 81 megapixels is described, but not decoded', async () => {
    const path = join(folder, 'huge.avi')
    const source = ['-f', 'lavfi', '-i', 'color=gray:s=9000x9000:r=1:d=1', '-frames:v', '1', '-c:v', 'mjpeg']
    execFileSync(ffmpeg ?? '', ['-nostdin', '-loglevel', 'error', ...source, path])
    const log = { debug() {}, info() {}, error() {}, warn() {} }

    const film = await readFilm(path, 'huge.avi', log, signal)
    const { frames } = await collect(path, { duration: 1 })

    expect(film.videos[0]).toMatchObject({ Width: 9000, Height: 9000 })
    expect(frames).toEqual([])
    await rm(path)
  })

  it('with a name like an option or an address is only a file', async () => {
    const path = join(folder, '-i http:x.webm')
    await copyFile(fixture('clip.webm'), path)

    expect((await collect(path, { duration: 2, count: 1 })).frames).toHaveLength(1)
    await rm(path)
  })
})

describe.skipIf(process.platform === 'win32')('a program that does not end', () => {
  /** Starts a child of its own, and waits for it; `started` is there as soon as the child is. */
  async function slowProgram(): Promise<{ program: string; started: string }> {
    const program = join(folder, 'slow')
    const started = join(folder, 'started')
    await rm(started, { force: true })
    await writeFile(program, `#!/bin/sh\nsleep 60 &\n: > ${started}\nwait\n`)
    await chmod(program, 0o755)
    return { program, started }
  }
  const limits = { args: [], maxBytes: 1000, timeoutMs: 60_000 }

  it('is ended with its children when it is told to stop', async () => {
    const { program, started } = await slowProgram()
    const controller = new AbortController()

    const running = runFfmpeg({ ...limits, ffmpeg: program, signal: controller.signal })
    await vi.waitFor(() => access(started), { timeout: 10_000 })
    controller.abort()

    // The child holds the output, too: were it alive, this would wait a minute for it.
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('is ended when its time is up', async () => {
    const { program } = await slowProgram()

    expect(await runFfmpeg({ ...limits, ffmpeg: program, signal, timeoutMs: 100 })).toEqual({
      ok: false,
      reason: 'it took longer than 100 ms',
    })
  })

  it('is ended where it writes too much', async () => {
    const program = join(folder, 'loud')
    await writeFile(program, '#!/bin/sh\nyes\n')
    await chmod(program, 0o755)

    expect(await runFfmpeg({ ...limits, ffmpeg: program, signal })).toEqual({
      ok: false,
      reason: 'it wrote more than 1000 bytes',
    })
  })

  it('is told of where it cannot be started', async () => {
    expect(await runFfmpeg({ ...limits, ffmpeg: join(folder, 'missing'), signal })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ENOENT'),
    })
  })
})

describe('key frames', () => {
  const plain = (background: string) =>
    sharp({ create: { width: 64, height: 36, channels: 3, background } })
      .jpeg()
      .toBuffer()
  const halves = async (left: string, right: string) =>
    sharp(await plain(left))
      .composite([
        {
          input: await sharp(await plain(right))
            .resize(32, 36)
            .toBuffer(),
          left: 32,
          top: 0,
        },
      ])
      .jpeg()
      .toBuffer()

  async function* inTurn(...images: Uint8Array[]): AsyncGenerator<Frame> {
    for (const [at, image] of images.entries()) yield { start: at * 60, end: (at + 1) * 60, image }
  }

  it('show two people filmed in turn once each', async () => {
    const [one, other] = [await halves('navy', 'white'), await halves('gold', 'black')]

    const entries = await keyFrames(inTurn(one, other, one, one, other))

    expect(entries.map(({ text }) => text)).toEqual(['0:00–1:00, 2:00–4:00', '1:00–2:00, 4:00–5:00'])
  })

  it('leave out the black between two scenes', async () => {
    const entries = await keyFrames(
      inTurn(await plain('black'), await halves('navy', 'white'), await plain('white')),
    )

    expect(entries.map(({ text }) => text)).toEqual(['1:00–2:00'])
  })

  it('are black where the whole film is', async () => {
    const entries = await keyFrames(inTurn(await plain('black'), await plain('black')))

    expect(entries.map(({ text }) => text)).toEqual(['0:00–2:00'])
  })

  it('of a moment have one time', async () => {
    const image = await halves('navy', 'white')
    const entries = await keyFrames(
      (async function* () {
        yield { start: 0, end: 0.04, image }
      })(),
    )

    expect(entries).toMatchObject([{ text: '0:00', appears: [{ start: 0, end: 0.04 }] }])
  })

  it('name three times at most', async () => {
    const [one, other] = [await halves('navy', 'white'), await halves('gold', 'black')]

    const [entry] = await keyFrames(inTurn(one, other, one, other, one, other, one))

    expect(entry?.text).toBe('0:00–1:00, 2:00–3:00, 4:00–5:00 …')
    expect(entry?.appears).toHaveLength(4)
  })
})

describe('looking for ffmpeg', () => {
  it('takes the program that the operator names', async () => {
    expect(await findFfmpeg(process.execPath)).toBe(process.execPath)
  })

  it.each(['ffmpeg', '/nowhere/ffmpeg', tmpdir()])('refuses %s', async (path) => {
    await expect(findFfmpeg(path)).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message: expect.stringContaining(path),
    })
  })
})
