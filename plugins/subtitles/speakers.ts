import type { Appearance } from 'box-skill-runner/plugin'
import type { Cue } from './cue.ts'
import { endOf } from './paragraphs.ts'

/** Speakers that are shown. */
const MAX_SPEAKERS = 30
/** Stretches that are shown of each; more than Box can draw apart. */
const MAX_STRETCHES = 100
/** Stretches of one speaker that are nearer than this many seconds are one. */
const NEAR = 2

/** Who speaks and when, whoever speaks longest first. */
export function speakersOf(
  cues: readonly Cue[],
): { readonly text: string; readonly appears: Appearance[] }[] {
  const stretches = new Map<string, { start: number; end: number }[]>()
  for (const [index, cue] of cues.entries()) {
    if (cue.speaker === undefined) continue
    const own = stretches.get(cue.speaker) ?? []
    stretches.set(cue.speaker, own)
    const last = own.at(-1)
    const end = endOf(cue, cues[index + 1])
    if (last && cue.start - last.end < NEAR) last.end = Math.max(last.end, end)
    else own.push({ start: cue.start, end })
  }
  return [...stretches]
    .sort(([, a], [, b]) => seconds(b) - seconds(a))
    .slice(0, MAX_SPEAKERS)
    .map(([text, appears]) => ({ text, appears: appears.slice(0, MAX_STRETCHES) }))
}

function seconds(stretches: readonly { readonly start: number; readonly end: number }[]): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0)
}
