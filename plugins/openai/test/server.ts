import { formOf, type Received, type Reply, type Service, startService } from '../../http/test/service.ts'

/** The parts of a request for a chat completion that tests look at. */
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly {
    readonly role: string
    readonly content:
      | string
      | readonly {
          readonly type: string
          readonly text?: string
          readonly image_url?: { readonly url: string }
        }[]
  }[]
  readonly response_format?: {
    readonly type: string
    readonly json_schema?: { readonly name: string; readonly strict: boolean; readonly schema: unknown }
  }
  readonly max_tokens?: number
  readonly max_completion_tokens?: number
}

/** A server on this machine that speaks the API of OpenAI as far as its documents go, and says what the test wants. */
export interface OpenAiServer extends Service {
  /** As the option `baseURL`. */
  readonly baseURL: string
  readonly chats: readonly ChatRequest[]
}

/** Answers requests to `/v1/chat/completions` and `/v1/audio/transcriptions`; a function may answer by what was asked. */
export interface Answers {
  chat?(request: ChatRequest, count: number): Reply | Promise<Reply>
  transcription?(form: FormData, count: number): Reply | Promise<Reply>
}

export async function startOpenAi(answers: () => Answers): Promise<OpenAiServer> {
  const chats: ChatRequest[] = []
  let transcriptions = 0
  const service = await startService(async (request: Received) => {
    const { chat, transcription } = answers()
    if (request.headers.authorization !== 'Bearer sk-made-up')
      return apiError(401, { message: 'Incorrect API key provided: sk-ma**-up.', code: 'invalid_api_key' })
    if (request.method === 'POST' && request.path === '/v1/chat/completions' && chat) {
      const asked: ChatRequest = JSON.parse(request.body.toString())
      chats.push(asked)
      return chat(asked, chats.length)
    }
    if (request.method === 'POST' && request.path === '/v1/audio/transcriptions' && transcription) {
      transcriptions += 1
      return transcription(await formOf(request), transcriptions)
    }
    return apiError(404, { message: `Invalid URL (${request.method} ${request.path})` })
  })
  return { ...service, baseURL: `${service.origin}/v1`, chats }
}

/** A chat completion that says `content`; objects as JSON. */
export function completion(
  content: string | object | null,
  more: { readonly finish_reason?: string; readonly refusal?: string } = {},
): Reply {
  const { finish_reason = 'stop', refusal = null } = more
  return {
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_764_000_000,
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: typeof content === 'string' || content === null ? content : JSON.stringify(content),
            refusal,
            annotations: [],
          },
          logprobs: null,
          finish_reason,
        },
      ],
      usage: { prompt_tokens: 1200, completion_tokens: 300, total_tokens: 1500 },
      service_tier: 'default',
    },
  }
}

/** An error as the API words it. */
export function apiError(
  status: number,
  error: {
    readonly message: string
    readonly type?: string
    readonly code?: string
    readonly param?: string
  },
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers,
    body: { error: { type: 'invalid_request_error', param: null, code: null, ...error } },
  }
}

/** The text of the last message that was asked. */
export function askedText(request: ChatRequest | undefined, index = -1): string {
  const content = request?.messages.at(index)?.content ?? ''
  return typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('\n')
}
