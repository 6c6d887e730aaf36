import { SkillError } from 'box-skill-runner/plugin'
import OpenAI from 'openai'
import { Agent, type Dispatcher } from 'undici'
import type { Options } from './options.ts'

/** In which form the service was seen to give JSON; learnt once for each thread, since asking in vain costs a request. */
export type AnswerForm = 'json_schema' | 'json_object' | 'text'

/** The connection of one thread. */
export interface Service {
  readonly client: OpenAI
  form: AnswerForm
  close(): Promise<void>
}

const connectTimeoutMs = 10_000

/** Largest answer that is read, in bytes: the transcript of hours of speech has a few megabytes. */
const maxAnswerBytes = 20_000_000

/** Opens the client. The key comes from the environment, and stands in no option. */
export function openService({ baseURL, timeoutMs }: Pick<Options, 'baseURL' | 'timeoutMs'>): Service {
  // The limits of Node's own fetch are five minutes, which a long recording takes.
  const dispatcher: Dispatcher = new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  const client = new OpenAI({
    baseURL,
    // Servers on one's own machine want none; the client insists on one.
    apiKey: process.env.OPENAI_API_KEY?.trim() || 'none',
    timeout: timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
    fetchOptions: {
      // Node brings the types of its own undici, which differ from those of the package in name only.
      dispatcher: dispatcher as unknown as NonNullable<RequestInit['dispatcher']>,
      // A redirect would send the document to a host that nobody named.
      redirect: 'manual',
    },
    fetch: async (input, init) => bounded(await fetch(input, init)),
  })
  return { client, form: 'json_schema', close: () => dispatcher.close() }
}

/** The same answer, which fails when it turns out to be too long. */
function bounded(answer: Response): Response {
  if (answer.body === null) return answer
  let length = 0
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.length
      if (length <= maxAnswerBytes) controller.enqueue(chunk)
      else
        controller.error(new SkillError('skills_invocations_error', 'The answer of the service is too long.'))
    },
  })
  const { status, statusText, headers } = answer
  return new Response(answer.body.pipeThrough(limit), { status, statusText, headers })
}
