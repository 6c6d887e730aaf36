import {
  type CardBuilders,
  type CardDraft,
  SkillError,
  type SkillFile,
  type TextItem,
} from 'box-skill-runner/plugin'
import { APIError, toFile } from 'openai'
import type { Conversation } from './ask-json.ts'
import { toFailure } from './failures.ts'
import { paragraphsOf } from './plain-text.ts'
import { recordingOf } from './recording.ts'
import { type Failure, withRetries } from './retries.ts'
import { type Spoken, spokenOf } from './spoken.ts'
import { withTimeLimit } from './time-limit.ts'
import { addTokens } from './usage.ts'

/** Longest transcript without times, in characters. */
const longestText = 500_000

/** What is said in a recording, with times where the model tells them. */
export async function transcribeRecording(
  file: SkillFile,
  cards: CardBuilders,
  conversation: Conversation,
): Promise<readonly CardDraft[]> {
  const { options, signal } = conversation
  const recording = await recordingOf(file, options.maxAudioBytes, signal)
  if (recording === undefined) return []
  const { rows, duration, text } = await ask(await toFile(recording.bytes, recording.name), conversation)
  const entries: readonly TextItem[] = rows.length > 0 ? rows : sentencesOf(text)
  if (entries.length === 0) return []
  return [cards.transcript({ title: 'Transcript', entries, ...(duration !== undefined && { duration }) })]
}

async function ask(file: File, { service, options, usage, signal, log }: Conversation): Promise<Spoken> {
  const { transcriptionModel: model, language, prompt, retries, timeoutMs } = options
  const body = {
    file,
    model,
    ...formatFor(model),
    ...(language !== undefined && { language: language.split('-')[0] ?? language }),
    ...(prompt !== undefined && !model.includes('diarize') && { prompt }),
  }
  const answer = await withRetries(
    { retries, signal, log },
    () =>
      withTimeLimit(timeoutMs, signal, (limited) =>
        service.client.audio.transcriptions.create(body, { signal: limited }),
      ),
    transcriptionFailure,
  )
  const spoken = spokenOf(answer)
  usage.requests += 1
  addTokens(usage, spoken.inputTokens, spoken.outputTokens)
  usage.audioSeconds += spoken.duration ?? 0
  return spoken
}

/** Times come in `verbose_json`, which the newer models of OpenAI do not know. */
function formatFor(model: string) {
  if (model.includes('diarize'))
    return { response_format: 'diarized_json' as const, chunking_strategy: 'auto' as const }
  if (model.startsWith('gpt-')) return { response_format: 'json' as const }
  return { response_format: 'verbose_json' as const, timestamp_granularities: ['segment' as const] }
}

/** A recording that is refused is mostly one that is none. */
function transcriptionFailure(error: unknown): Failure {
  const { failure, ...rest } = toFailure(error)
  const isRefused =
    error instanceof APIError && error.status === 400 && failure.code === 'skills_file_processing_error'
  if (!isRefused) return { failure, ...rest }
  return {
    ...rest,
    failure: new SkillError('skills_invalid_file_format_error', failure.message, { cause: error }),
  }
}

/** A row for each sentence: before a capital letter, and where there are none, as in Chinese, behind each full stop. */
function sentencesOf(text: string): readonly string[] {
  const ends = /([.!?]["”»]?)\s+(?=\p{Lu})|([。！？।][」』”]?)\s*/gu
  return paragraphsOf(text.replace(ends, '$1$2\n'), longestText)
}
