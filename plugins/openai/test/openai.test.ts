import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { entriesOf, runOpenAi } from './run-openai.ts'
import { type Answers, apiError, completion, type OpenAiServer, startOpenAi } from './server.ts'

let server: OpenAiServer
let answers: Answers
beforeAll(async () => {
  server = await startOpenAi(() => answers)
})
afterAll(() => server.close())
beforeEach(() => vi.stubEnv('OPENAI_API_KEY', 'sk-made-up'))
afterEach(() => vi.unstubAllEnvs())

const run = (
  file: Parameters<typeof runOpenAi>[0],
  options: object = {},
  more: Parameters<typeof runOpenAi>[2] = {},
) => runOpenAi(file, { baseURL: server.baseURL, ...options }, more)

const lighthouse = {
  description: 'A white lighthouse with a red lantern room stands by the sea at dusk.\nIts light is on.',
  labels: ['lighthouse', 'dusk', 'Lighthouse', ' sea ', ''],
}

describe('a picture', () => {
  it('is described, with labels', async () => {
    answers = { chat: () => completion(lighthouse) }

    expect(entriesOf(await run('lighthouse.jpg'))).toEqual({
      Description: [
        'A white lighthouse with a red lantern room stands by the sea at dusk.',
        'Its light is on.',
      ],
      Labels: ['Lighthouse', 'dusk', 'sea'],
    })
  })

  it.each([
    ['lighthouse.jpg', 640, 420],
    ['sign.png', 320, 160],
    ['really-a-jpeg.png', 640, 420],
    ['truncated.jpg', 640, 420],
  ])('is sent as a small JPEG without metadata: %s', async (name, width, height) => {
    answers = { chat: () => completion(lighthouse) }
    await run(name)

    const content = server.chats.at(-1)?.messages.at(-1)?.content
    const url =
      typeof content === 'string'
        ? undefined
        : content?.find(({ type }) => type === 'image_url')?.image_url?.url
    const picture = await sharp(
      Buffer.from(url?.replace('data:image/jpeg;base64,', '') ?? '', 'base64'),
    ).metadata()
    expect(picture).toMatchObject({ format: 'jpeg', width, height })
    expect(picture.exif).toBeUndefined()
  })

  it('is not sent larger than the operator wants', async () => {
    answers = { chat: () => completion(lighthouse) }
    await run('lighthouse.jpg', { imagePixels: 64 })

    expect(JSON.stringify(server.chats.at(-1)).length).toBeLessThan(6000)
  })

  it('that only Box can decode is sent as Box draws it', async () => {
    answers = { chat: () => completion(lighthouse) }
    const { cards } = await run('really-a-text.jpg', {}, { representations: { jpg: 'lighthouse.jpg' } })

    expect(cards).toHaveLength(2)
  })

  it.each(['really-a-text.jpg', 'empty.jpg'])('that is none is refused without asking: %s', async (name) => {
    const before = server.chats.length

    await expect(run(name)).rejects.toMatchObject({ code: 'skills_invalid_file_format_error' })
    expect(server.chats).toHaveLength(before)
  })

  it('of too many pixels is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openai-test-'))
    const path = join(folder, 'wide.svg')
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"/>')

    await expect(run(path, { task: 'describe' })).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: 'The picture has more than 100 megapixels.',
    })
    await rm(folder, { recursive: true })
  })
})

describe('a recording', () => {
  const verbose = {
    task: 'transcribe',
    language: 'english',
    duration: 5.87,
    text: 'Good morning. The pilot boards at the outer buoy at six. Two tugs are ordered.',
    segments: [
      {
        id: 0,
        seek: 0,
        start: 0,
        end: 1.1,
        text: ' Good morning.',
        tokens: [1],
        avg_logprob: -0.2,
        no_speech_prob: 0.01,
      },
      {
        id: 1,
        seek: 0,
        start: 1.1,
        end: 4,
        text: ' The pilot boards at the outer buoy at six.',
        avg_logprob: -0.2,
        no_speech_prob: 0.02,
      },
      {
        id: 2,
        seek: 0,
        start: 4,
        end: 5.2,
        text: ' Two tugs are ordered.',
        avg_logprob: -0.2,
        no_speech_prob: 0.02,
      },
      {
        id: 3,
        seek: 0,
        start: 5.2,
        end: 5.5,
        text: ' Two tugs are ordered.',
        avg_logprob: -0.3,
        no_speech_prob: 0.2,
      },
      {
        id: 4,
        seek: 0,
        start: 5.5,
        end: 5.87,
        text: ' Thanks for watching!',
        avg_logprob: -1.4,
        no_speech_prob: 0.93,
      },
    ],
    usage: { type: 'duration', seconds: 6 },
  }

  it.each(['greeting.mp3', 'clip.mp4'])('becomes a transcript with times: %s', async (name) => {
    answers = { transcription: () => ({ body: verbose }) }
    const outcome = await run(name, { minutePrice: 0.006 })

    expect(outcome.cards).toEqual([
      {
        type: 'skill_card',
        skill_card_type: 'transcript',
        skill_card_title: { message: 'Transcript' },
        duration: 5.87,
        entries: [
          { type: 'text', text: 'Good morning.', appears: [{ start: 0, end: 1.1 }] },
          {
            type: 'text',
            text: 'The pilot boards at the outer buoy at six.',
            appears: [{ start: 1.1, end: 4 }],
          },
          { type: 'text', text: 'Two tugs are ordered.', appears: [{ start: 4, end: 5.5 }] },
        ],
      },
    ])
    expect(outcome.log).toContainEqual([
      'What was used.',
      { model: 'whisper-1', requests: 1, audioSeconds: 6, cost: 0.000587 },
    ])
  })

  it('is sent with the language and the words that the operator gives', async () => {
    let form = new FormData()
    answers = {
      transcription(given) {
        form = given
        return { body: verbose }
      },
    }
    await run('greeting.mp3', { language: 'de-CH', prompt: 'Aurora, Lotse' })

    expect(Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))).toEqual({
      model: 'whisper-1',
      language: 'de',
      prompt: 'Aurora, Lotse',
      response_format: 'verbose_json',
      'timestamp_granularities[]': 'segment',
    })
    expect((form.get('file') as File).name).toBe('recording.mp3')
  })

  it.each([
    [
      'gpt-4o-transcribe',
      'json',
      {
        text: 'Good morning. Two tugs are ordered.',
        usage: { type: 'tokens', input_tokens: 60, output_tokens: 12 },
      },
      ['Good morning.', 'Two tugs are ordered.'],
    ],
    [
      'gpt-4o-transcribe-diarize',
      'diarized_json',
      {
        text: 'Good morning.',
        duration: 2,
        segments: [{ id: 'a', speaker: 'A', start: 0, end: 2, text: 'Good morning.' }],
      },
      ['A: Good morning.'],
    ],
  ])('is asked of %s in the form that it knows', async (transcriptionModel, format, body, rows) => {
    let asked: unknown
    answers = {
      transcription(form) {
        asked = form.get('response_format')
        return { body }
      },
    }
    const outcome = await run('greeting.mp3', { transcriptionModel })

    expect(asked).toBe(format)
    expect(entriesOf(outcome)).toEqual({ Transcript: rows })
  })

  it('that is too large is sent as the MP3 that Box makes', async () => {
    let size = 0
    answers = {
      transcription(form) {
        size = (form.get('file') as File).size
        return { body: verbose }
      },
    }
    const { cards } = await run(
      'clip.mp4',
      { maxAudioBytes: 18_000 },
      { representations: { mp3: 'greeting.mp3' } },
    )

    expect(cards).toHaveLength(1)
    expect(size).toBe(17_829)
  })

  it('that is too large either way is told', async () => {
    await expect(run('clip.mp4', { maxAudioBytes: 18_000 })).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: 'The recording is larger than the 0.0 MB that may be sent ("maxAudioBytes").',
    })
  })

  it('in which nobody speaks has no card', async () => {
    answers = { transcription: () => ({ body: { ...verbose, text: '', segments: [] } }) }

    expect((await run('greeting.mp3')).cards).toEqual([])
  })

  it('that the service cannot read is of a wrong format', async () => {
    answers = {
      transcription: () => apiError(400, { message: "Invalid file format. Supported formats: ['flac', …]" }),
    }

    await expect(run('greeting.mp3')).rejects.toMatchObject({ code: 'skills_invalid_file_format_error' })
  })
})
