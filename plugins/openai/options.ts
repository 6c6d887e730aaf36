import type { OptionsOf, OptionsSchema } from 'box-skill-runner/plugin'

/** The options of the plugin. */
export const optionsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    baseURL: {
      type: 'string',
      pattern: '^https?://[^\\s/]',
      default: 'https://api.openai.com/v1',
      description: 'Address of the service, mostly ending in "/v1"; any that speaks the OpenAI API.',
    },
    task: {
      enum: ['auto', 'describe', 'transcribe', 'summarize', 'extract'],
      default: 'auto',
      description:
        'What is made of a file. "auto": a description of pictures, a transcript of sound and video, a summary of all else; with "schema" the data of pictures and documents.',
    },
    model: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      default: 'gpt-4.1-mini',
      description: 'Model for pictures and texts.',
    },
    transcriptionModel: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      default: 'whisper-1',
      description: 'Model for sound. Of those of OpenAI only "whisper-1" tells times.',
    },
    prompt: {
      type: 'string',
      minLength: 1,
      maxLength: 10_000,
      description:
        'What to do, instead of the words of this plugin; for a transcript names and terms that are spoken. The form of the answer stays.',
    },
    language: {
      type: 'string',
      pattern: '^[a-z]{2,3}(-([A-Za-z]{2}|[A-Za-z]{4}|[0-9]{3}))?$',
      description:
        'Language of descriptions and summaries, and the one that is spoken in recordings, such as "de". Left out: English for pictures, else that of the file.',
    },
    schema: {
      type: 'object',
      additionalProperties: {},
      description:
        'For "extract": JSON Schema of an object whose properties become rows; the "title" of a property is the name of its row.',
    },
    maxTokens: {
      type: 'integer',
      minimum: 50,
      maximum: 100_000,
      default: 2000,
      description: 'Longest answer, in tokens.',
    },
    maxChars: {
      type: 'integer',
      minimum: 1000,
      maximum: 2_000_000,
      default: 200_000,
      description: 'Characters of a document that are read at most.',
    },
    chunkChars: {
      type: 'integer',
      minimum: 1000,
      maximum: 1_000_000,
      default: 40_000,
      description:
        'Characters that one request may hold; longer documents are summarized part by part. About four make a token.',
    },
    imagePixels: {
      type: 'integer',
      minimum: 64,
      maximum: 4096,
      default: 1024,
      description: 'Longest side that a picture is sent with, in pixels.',
    },
    maxAudioBytes: {
      type: 'integer',
      minimum: 1,
      default: 26_214_400,
      description:
        'Largest recording that is sent; of larger ones the MP3 that Box makes. OpenAI takes 25 MB.',
    },
    timeoutMs: {
      type: 'integer',
      minimum: 1,
      maximum: 86_400_000,
      default: 50_000,
      description:
        'Longest time for one request, in milliseconds. Keep it below "timeoutMs" of the plugin, which ends the whole run.',
    },
    retries: {
      type: 'integer',
      minimum: 0,
      maximum: 10,
      default: 2,
      description: 'Further tries within one run where the service is busy or breaks off.',
    },
    inputPrice: {
      type: 'number',
      minimum: 0,
      default: 0,
      description: 'Price of a million tokens that are sent, for the log. 0: not told.',
    },
    outputPrice: {
      type: 'number',
      minimum: 0,
      default: 0,
      description: 'Price of a million tokens that are answered, for the log.',
    },
    minutePrice: {
      type: 'number',
      minimum: 0,
      default: 0,
      description: 'Price of a minute of sound, for the log.',
    },
  },
} as const satisfies OptionsSchema

export type Options = OptionsOf<typeof optionsSchema>
