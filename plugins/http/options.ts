import type { OptionsOf, OptionsSchema } from 'box-skill-runner/plugin'

/** Words that services put into `status` while a job is not done, lower case. */
const waiting = [
  'notstarted',
  'not_started',
  'accepted',
  'created',
  'submitted',
  'queued',
  'pending',
  'starting',
  'started',
  'running',
  'processing',
  'in_progress',
  'inprogress',
]
const broken = ['failed', 'failure', 'error', 'errored', 'canceled', 'cancelled', 'expired']

/** The expression for services that answer in cards. */
export const usualCards = 'cards'

/** The options of the plugin. */
export const optionsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      type: 'string',
      pattern: '^https?://[^\\s/]',
      description: 'Address of the service. Placeholders such as {{file.name}} are filled in.',
    },
    method: {
      enum: ['POST', 'PUT', 'PATCH', 'GET'],
      default: 'POST',
      description: 'Method of the request.',
    },
    headers: {
      type: 'object',
      additionalProperties: { type: 'string' },
      default: {},
      description:
        'Headers of the request. {{NAME}} stands for the environment variable NAME, which has to be among the "secrets" of this plugin: "Authorization": "Bearer {{SERVICE_TOKEN}}".',
    },
    send: {
      enum: ['multipart', 'raw', 'json', 'nothing'],
      default: 'multipart',
      description:
        'What the request holds: the file as a field of a form, the file as it is, the JSON of "json", or nothing (for an address that names the file by {{file.downloadUrl}}).',
    },
    field: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      default: 'file',
      description: 'With "multipart": name of the field that holds the file.',
    },
    fields: {
      type: 'object',
      additionalProperties: { type: 'string' },
      default: {},
      description: 'With "multipart": further fields, with placeholders.',
    },
    contentType: {
      type: 'string',
      maxLength: 200,
      pattern: '^[\\w.+-]+/[\\w.+-]+( *;.*)?$',
      description: 'Content type that the file is sent with. Left out: the usual one of its extension.',
    },
    json: {
      type: 'object',
      additionalProperties: {},
      default: { name: '{{file.name}}', content: '{{file.base64}}' },
      description:
        'With "json": what is sent, with placeholders in its texts: {{file.base64}} the content, {{file.downloadUrl}} an address of it, {{file.name}}, {{file.type}}, {{file.size}}, and {{NAME}} for secrets.',
    },
    cards: {
      type: 'string',
      minLength: 1,
      maxLength: 20_000,
      default: usualCards,
      description:
        'JSONata expression that makes a list of cards of the answer; $file holds name, extension, kind, type and size. Left out: the answer has them under "cards".',
    },
    poll: {
      type: 'object',
      additionalProperties: false,
      default: {},
      description: 'For services that answer later: where and how to ask whether they are done.',
      properties: {
        url: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          description:
            'JSONata expression for the status address in the first answer. Left out: the header Operation-Location or, with 201 and 202, Location; without one the first answer is the result.',
        },
        done: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          default: `$not($lowercase($string(status)) in ${JSON.stringify(waiting)})`,
          description: 'JSONata expression that is true for a status answer that says: done.',
        },
        failed: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          default: `$lowercase($string(status)) in ${JSON.stringify(broken)}`,
          description:
            'JSONata expression that is true, or tells why, for a status answer that says: failed.',
        },
        result: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          description:
            'JSONata expression for the address of the result in the last status answer. Left out: that answer is the result.',
        },
        intervalMs: {
          type: 'integer',
          minimum: 50,
          maximum: 600_000,
          default: 1000,
          description: 'First wait between two questions, in milliseconds; it grows to ten times that.',
        },
        timeoutMs: {
          type: 'integer',
          minimum: 100,
          maximum: 86_400_000,
          default: 50_000,
          description:
            'Longest wait for the result, in milliseconds. Keep it below "timeoutMs" of the plugin, which ends the whole run.',
        },
      },
    },
    origins: {
      type: 'array',
      items: { type: 'string', pattern: '^https?://[^\\s/]+$' },
      default: [],
      description:
        'Further origins, such as "https://results.example.com", that status addresses and redirects may lead to. They are sent the same headers, secrets included.',
    },
    retries: {
      type: 'integer',
      minimum: 0,
      maximum: 10,
      default: 2,
      description:
        'Further tries within one run where the service is busy (429, 502, 503, 504) or breaks off.',
    },
    connectTimeoutMs: {
      type: 'integer',
      minimum: 1,
      maximum: 600_000,
      default: 10_000,
      description: 'Longest wait for a connection, in milliseconds.',
    },
    answerTimeoutMs: {
      type: 'integer',
      minimum: 1,
      maximum: 86_400_000,
      default: 50_000,
      description:
        'Longest wait for an answer to begin, and for a stalled one to go on, in milliseconds. Keep it below "timeoutMs" of the plugin.',
    },
    maxFileBytes: {
      type: 'integer',
      minimum: 1,
      default: 104_857_600,
      description: 'Largest file that is sent.',
    },
    maxAnswerBytes: {
      type: 'integer',
      minimum: 1,
      maximum: 104_857_600,
      default: 10_485_760,
      description: 'Largest answer that is read, unpacked.',
    },
  },
} as const satisfies OptionsSchema

export type Options = OptionsOf<typeof optionsSchema>
