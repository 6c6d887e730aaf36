import { SkillError } from 'box-skill-runner/plugin'
import { oneLine } from './plain-text.ts'

/** What a server has heard. */
export interface Spoken {
  /** With times; empty where the model tells none. */
  readonly rows: readonly SpokenRow[]
  readonly text: string
  /** Seconds. */
  readonly duration: number | undefined
  readonly inputTokens: unknown
  readonly outputTokens: unknown
}

interface SpokenRow {
  readonly text: string
  readonly appears: readonly [{ readonly start: number; readonly end: number }]
}

type Members = Readonly<Record<string, unknown>>

/** Longest row, in characters: a segment of speech has a few hundred. */
const longestRow = 2000
const mostRows = 5000

/**
 * Reads an answer to `/audio/transcriptions`, as OpenAI, whisper.cpp and faster-whisper give it.
 *
 * @throws `SkillError` where it holds neither a text nor segments.
 */
export function spokenOf(answer: unknown): Spoken {
  const { text, segments, duration, usage } = members(answer)
  const tokens = members(usage)
  if (typeof text !== 'string' && !Array.isArray(segments))
    throw new SkillError(
      'skills_invocations_error',
      'The service answers with something else than a transcript.',
    )
  const rows = rowsOf(Array.isArray(segments) ? segments : [])
  const told = secondsOf(duration) ?? secondsOf(tokens.seconds)
  const last = rows.at(-1)?.appears[0].end
  return {
    rows,
    text: typeof text === 'string' ? text : '',
    duration:
      told === undefined && last === undefined ? undefined : Math.max(told ?? 0, last ?? 0) || undefined,
    inputTokens: tokens.input_tokens,
    outputTokens: tokens.output_tokens,
  }
}

function rowsOf(segments: readonly unknown[]): readonly SpokenRow[] {
  const rows: SpokenRow[] = []
  for (const segment of segments) {
    const row = isSilence(members(segment)) ? undefined : rowOf(members(segment))
    const before = rows.at(-1)
    if (row === undefined) continue
    // Whisper says the last sentence again and again over music and silence.
    if (before?.text === row.text)
      rows[rows.length - 1] = {
        ...before,
        appears: [{ start: before.appears[0].start, end: row.appears[0].end }],
      }
    else if (rows.length < mostRows) rows.push(row)
  }
  return rows
}

function rowOf({ text, speaker, start, end }: Members): SpokenRow | undefined {
  const from = secondsOf(start)
  const said = typeof text === 'string' ? oneLine(text, longestRow) : ''
  if (said === '' || from === undefined) return undefined
  const who = typeof speaker === 'string' && speaker !== '' ? `${oneLine(speaker, 40)}: ` : ''
  return { text: `${who}${said}`, appears: [{ start: from, end: Math.max(secondsOf(end) ?? from, from) }] }
}

/** The rule by which Whisper itself takes a stretch for silence, whatever words it has put there. */
function isSilence({ no_speech_prob, avg_logprob }: Members): boolean {
  return (
    typeof no_speech_prob === 'number' &&
    typeof avg_logprob === 'number' &&
    no_speech_prob > 0.6 &&
    avg_logprob < -1
  )
}

function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? Number.parseFloat(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {}
}
