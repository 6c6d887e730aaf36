import { type PluginLog, SkillError } from 'box-skill-runner/plugin'
import { APIError } from 'openai'
import type { ChatCompletion, ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources'
import { toFailure } from './failures.ts'
import type { Options } from './options.ts'
import { oneLine } from './plain-text.ts'
import { withRetries } from './retries.ts'
import type { AnswerForm, Service } from './service.ts'
import { withTimeLimit } from './time-limit.ts'
import { addTokens, type Usage } from './usage.ts'

/** What is asked, and in which form the answer has to be. */
export interface JsonQuestion<T> {
  /** A name for the schema: letters and dashes. */
  readonly name: string
  readonly instructions: string
  readonly content: string | ChatCompletionContentPart[]
  readonly schema: Readonly<Record<string, unknown>>
  /** Whether the schema is one that OpenAI enforces to the letter. */
  readonly strict: boolean
  /** Returns what is wrong with an answer, in words for the model; or the checked answer. */
  check(answer: unknown): { readonly value: T } | { readonly problem: string }
}

/** Who is asked, and what holds for the whole run. */
export interface Conversation {
  readonly service: Service
  readonly options: Options
  readonly usage: Usage
  readonly signal: AbortSignal
  readonly log: PluginLog
}

/**
 * Asks for JSON of a form. Servers that do not know structured output are asked for any JSON, with the form in words; an
 * answer that does not fit is asked for once more.
 *
 * @throws `SkillError` for refusals, answers that were cut, and whatever the service and the connection may do.
 */
export async function askJson<T>(question: JsonQuestion<T>, conversation: Conversation): Promise<T> {
  const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question.content }]
  const first = await answerTo(question, messages, conversation)
  const outcome = checked(first, question)
  if ('value' in outcome) return outcome.value
  conversation.log.debug('The answer does not fit, and is asked for again.', { problem: outcome.problem })
  messages.push(
    { role: 'assistant', content: first.slice(0, 20_000) },
    { role: 'user', content: `That does not fit: ${outcome.problem}. Answer again, with the JSON alone.` },
  )
  const again = checked(await answerTo(question, messages, conversation), question)
  if ('value' in again) return again.value
  throw new SkillError(
    'skills_file_processing_error',
    `The model "${conversation.options.model}" does not answer in the form that it was asked for: ${again.problem}.`,
  )
}

async function answerTo<T>(
  question: JsonQuestion<T>,
  messages: readonly ChatCompletionMessageParam[],
  conversation: Conversation,
): Promise<string> {
  const { service, usage, log } = conversation
  for (;;) {
    const { form } = service
    try {
      const completion = await request(question, messages, form, conversation)
      usage.requests += 1
      addTokens(usage, completion.usage?.prompt_tokens, completion.usage?.completion_tokens)
      return textOf(completion, conversation.options)
    } catch (error) {
      const next = simpler(form, error)
      if (next === undefined) throw error
      // Another run in this thread may have found it out meanwhile.
      if (service.form === form) service.form = next
      log.debug('The service does not know this form of answers.', { form, next })
    }
  }
}

function request<T>(
  { name, instructions, schema, strict }: JsonQuestion<T>,
  messages: readonly ChatCompletionMessageParam[],
  form: AnswerForm,
  { service, options, signal, log }: Conversation,
): Promise<ChatCompletion> {
  const { model, maxTokens, retries, timeoutMs } = options
  const inWords = `\n\nAnswer with one JSON object of this JSON Schema, and nothing else:\n${JSON.stringify(schema)}`
  const body = {
    model,
    // Other servers know only the older name, models of OpenAI partly only the newer one.
    ...(/\.openai\.(com|azure\.com)\b/.test(new URL(options.baseURL).host)
      ? { max_completion_tokens: maxTokens }
      : { max_tokens: maxTokens }),
    messages: [
      { role: 'system' as const, content: form === 'json_schema' ? instructions : instructions + inWords },
      ...messages,
    ],
    ...(form === 'json_schema' && {
      response_format: { type: 'json_schema' as const, json_schema: { name, schema, strict } },
    }),
    ...(form === 'json_object' && { response_format: { type: 'json_object' as const } }),
  }
  return withRetries(
    { retries, signal, log },
    () =>
      withTimeLimit(timeoutMs, signal, (limited) =>
        service.client.chat.completions.create(body, { signal: limited }),
      ),
    (error) => toFailure(error),
  )
}

/** The next simpler form, where the service did not know this one. */
function simpler(form: AnswerForm, error: unknown): AnswerForm | undefined {
  if (form === 'text' || !(error instanceof SkillError) || !(error.cause instanceof APIError))
    return undefined
  const { status = 0, message, param } = error.cause
  const isRefusal = status === 400 || status === 404 || status === 422 || status === 501
  const isAboutForm = /response_format|json_schema|json_object|structured|grammar|guided/i.test(
    `${message} ${param ?? ''}`,
  )
  if (!isRefusal || !isAboutForm) return undefined
  return form === 'json_schema' ? 'json_object' : 'text'
}

/** The text of an answer that is whole. */
function textOf(completion: ChatCompletion, { model, maxTokens }: Options): string {
  const choice = completion.choices?.[0]
  if (choice === undefined)
    throw new SkillError('skills_invocations_error', 'The service gave no answer.', { retryable: true })
  const { message, finish_reason } = choice
  if (typeof message?.refusal === 'string' && message.refusal !== '')
    throw new SkillError(
      'custom_error',
      `The model refuses to read this file: ${oneLine(message.refusal, 150)}`,
    )
  if (finish_reason === 'content_filter')
    throw new SkillError('custom_error', 'The content filter of the service keeps this file from being read.')
  if (finish_reason === 'length')
    throw new SkillError(
      'skills_file_processing_error',
      `The answer of "${model}" was cut after ${maxTokens} tokens; raise "maxTokens".`,
    )
  return typeof message?.content === 'string' ? message.content : ''
}

function checked<T>(text: string, { check }: JsonQuestion<T>): ReturnType<JsonQuestion<T>['check']> {
  let answer: unknown
  try {
    answer = JSON.parse(withoutFence(text))
  } catch {
    return { problem: text.trim() === '' ? 'it is empty' : 'it is no JSON' }
  }
  return check(answer)
}

/** Models like to put JSON between fences, with a friendly sentence around it; some think aloud before. */
function withoutFence(text: string): string {
  const answer = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '')
  const start = answer.indexOf('{')
  const end = answer.lastIndexOf('}')
  return start === -1 || end < start ? answer : answer.slice(start, end + 1)
}
