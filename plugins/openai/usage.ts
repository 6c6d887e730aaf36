import type { PluginLog } from 'box-skill-runner/plugin'
import type { Options } from './options.ts'

/** What one run has used so far. */
export interface Usage {
  requests: number
  inputTokens: number
  outputTokens: number
  audioSeconds: number
}

/** Nothing yet. */
export function noUsage(): Usage {
  return { requests: 0, inputTokens: 0, outputTokens: 0, audioSeconds: 0 }
}

/** Adds what an answer says of its tokens; servers that say nothing count as nothing. */
export function addTokens(usage: Usage, input: unknown, output: unknown): void {
  usage.inputTokens += countOf(input)
  usage.outputTokens += countOf(output)
}

/** One line for the operator: what was used, and what it cost by the prices of the options. */
export function logUsage(usage: Usage, model: string, options: Options, log: PluginLog): void {
  if (usage.requests === 0) return
  const { requests, inputTokens, outputTokens, audioSeconds } = usage
  const cost = costOf(usage, options)
  log.info('What was used.', {
    model,
    requests,
    ...(inputTokens + outputTokens > 0 && { inputTokens, outputTokens }),
    ...(audioSeconds > 0 && { audioSeconds: Math.round(audioSeconds) }),
    ...(cost > 0 && { cost: Number(cost.toPrecision(4)) }),
  })
}

function costOf(usage: Usage, { inputPrice, outputPrice, minutePrice }: Options): number {
  const tokens = usage.inputTokens * inputPrice + usage.outputTokens * outputPrice
  return tokens / 1_000_000 + (usage.audioSeconds / 60) * minutePrice
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0
}
