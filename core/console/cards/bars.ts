import { clock } from './clock.ts'
import type { Bar } from './shown-card.ts'

/** Length of Box's time line in pixels (`LENGTH_TEXT_ITEMLINE` of its Timeslice). */
export const lineWidth = 290
/** A bar is never narrower, so that it can be clicked (`MIN_WIDTH` there). */
const leastWidth = 6

/** The bar of one stretch as Box draws it, or undefined where Box draws none. A missing end counts as the shortest bar. */
export function barOf(stretch: unknown, duration: unknown): Bar | undefined {
  const { start, end } = (stretch ?? {}) as { readonly start?: unknown; readonly end?: unknown }
  if (!isSeconds(start) || !isSeconds(duration) || duration <= 0 || start >= duration) return undefined
  const left = Math.round((start * lineWidth) / duration)
  const least = left + leastWidth
  const ending = isSeconds(end) ? Math.max(least, (end * lineWidth) / duration) : least
  const right = Math.round(Math.min(lineWidth, ending))
  // Near the end of the line a bar grows to the left.
  const from = Math.min(left, right - leastWidth)
  const label = isSeconds(end) && end > start ? `${clock(start)} to ${clock(end)}` : clock(start)
  return { left: from, width: right - from, label }
}

export function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
