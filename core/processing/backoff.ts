import type { RetryConfig } from '../config/config.ts'

/**
 * Milliseconds to wait before the try after `attempt` (1 is the first): doubling from `firstDelayMs`, at most `maxDelayMs`,
 * and spread by a quarter either way, so that what failed together does not come back together.
 *
 * @param random From 0 to 1, as `Math.random` gives.
 */
export function backoffMs(
  attempt: number,
  retry: Pick<RetryConfig, 'firstDelayMs' | 'maxDelayMs'>,
  random: number,
): number {
  const delay = Math.min(retry.maxDelayMs, retry.firstDelayMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(delay * (0.75 + random / 2))
}
