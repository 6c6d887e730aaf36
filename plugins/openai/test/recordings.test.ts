import { describe, expect, it } from 'vitest'
import { useLocalServer } from './local-server.ts'
import { entriesOf } from './run-openai.ts'
import { apiError } from './server.ts'

const server = useLocalServer()

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
    server.answers = { transcription: () => ({ body: verbose }) }
    const outcome = await server.run(name, { minutePrice: 0.006 })

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
    server.answers = {
      transcription(given) {
        form = given
        return { body: verbose }
      },
    }
    await server.run('greeting.mp3', { language: 'de-CH', prompt: 'Aurora, Lotse' })

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
    server.answers = {
      transcription(form) {
        asked = form.get('response_format')
        return { body }
      },
    }
    const outcome = await server.run('greeting.mp3', { transcriptionModel })

    expect(asked).toBe(format)
    expect(entriesOf(outcome)).toEqual({ Transcript: rows })
  })

  it('without times has a row for each sentence, in any script', async () => {
    const text =
      'おはようございます。水先人は六時に乗ります。「二隻です。」 Good morning. It costs 3.5 EUR. “Really?” Yes.'
    server.answers = { transcription: () => ({ body: { text } }) }

    expect(entriesOf(await server.run('greeting.mp3')).Transcript).toEqual([
      'おはようございます。',
      '水先人は六時に乗ります。',
      '「二隻です。」',
      'Good morning.',
      'It costs 3.5 EUR. “Really?”',
      'Yes.',
    ])
  })

  it('may be as large as the limit', async () => {
    let size = 0
    server.answers = {
      transcription(form) {
        size = (form.get('file') as File).size
        return { body: verbose }
      },
    }
    const { cards } = await server.run('greeting.mp3', { maxAudioBytes: 17_829 })

    expect(cards).toHaveLength(1)
    expect(size).toBe(17_829)
  })

  it('that is too large is sent as the MP3 that Box makes', async () => {
    let size = 0
    server.answers = {
      transcription(form) {
        size = (form.get('file') as File).size
        return { body: verbose }
      },
    }
    const { cards } = await server.run(
      'clip.mp4',
      { maxAudioBytes: 18_000 },
      { representations: { mp3: 'greeting.mp3' } },
    )

    expect(cards).toHaveLength(1)
    expect(size).toBe(17_829)
  })

  it('that is too large either way is told', async () => {
    await expect(server.run('clip.mp4', { maxAudioBytes: 18_000 })).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: 'The recording is larger than the 0.0 MB that may be sent ("maxAudioBytes").',
    })
  })

  it('in which nobody speaks has no card', async () => {
    server.answers = { transcription: () => ({ body: { ...verbose, text: '', segments: [] } }) }

    expect((await server.run('greeting.mp3')).cards).toEqual([])
  })

  it('that the service cannot read is of a wrong format', async () => {
    server.answers = {
      transcription: () => apiError(400, { message: "Invalid file format. Supported formats: ['flac', …]" }),
    }

    await expect(server.run('greeting.mp3')).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
    })
  })
})
