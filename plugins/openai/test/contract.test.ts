import { describePlugin } from 'box-skill-runner/testing'
import * as vitest from 'vitest'
import plugin from '../dist/index.js'
import { apiError, askedText, type ChatRequest, completion, startOpenAi } from './server.ts'

const server = await startOpenAi(() => ({
  chat: (request) => (isPicture(request) ? completion(picture) : completion(summary(request))),
  // Takes what begins as an MP3 or MP4 file does, as the real one.
  async transcription(form) {
    const file = form.get('file') as File
    const start = Buffer.from(await file.arrayBuffer()).subarray(0, 12)
    const isSound = start.includes('ID3') || start[0] === 0xff || start.includes('ftyp')
    return isSound
      ? { body: { duration: 2, text: 'Hi.', segments: [{ start: 0, end: 2, text: 'Hi.' }] } }
      : refusal
  },
}))
vitest.afterAll(() => server.close())

const picture = { description: 'A lighthouse at dusk.', labels: ['lighthouse', 'dusk'] }
const refusal = apiError(400, { message: 'Invalid file format.' })
const isPicture = ({ messages }: ChatRequest) => typeof messages.at(-1)?.content !== 'string'
const summary = (request: ChatRequest) => ({
  summary: `It has ${askedText(request).length > 500 ? 'many' : 'few'} words.`,
  topics: ['harbour'],
})

describePlugin(plugin, {
  fixtures: ['lighthouse.jpg', 'sign.png', 'minutes.md', 'invoice.docx', 'greeting.mp3', 'clip.mp4'].map(
    (name) => new URL(`fixtures/${name}`, import.meta.url),
  ),
  options: { baseURL: server.baseURL },
  secrets: { OPENAI_API_KEY: 'sk-made-up' },
  test: vitest,
})
