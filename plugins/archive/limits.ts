import type { Warnings } from './warnings.ts'

/** How often a file may unpack to its own size before it counts as a bomb. Text and logs come to 10 or 20. */
const BOMB_RATIO = 200
/** Smaller than this, in bytes, nothing is a bomb, whatever its ratio. */
const BOMB_BYTES = 200_000_000

/** What one run may cost, whatever the archive holds; shared by all archives inside. */
export interface Limits {
  readonly signal: AbortSignal
  readonly maxEntries: number
  /** Unpacked bytes in all. */
  readonly maxUnpackedBytes: number
  /** Longest work, in milliseconds. */
  readonly maxMs: number
}

/** Counts what a run has cost so far. */
export interface Budget {
  /** Throws where the run shall stop; false where one of the limits is reached, with a warning. */
  goOn(): boolean
  /** Counts one entry. */
  entry(): void
  /** Hands the stream on while the limits allow, and ends early where not. `packed` says how many bytes it was made of. */
  watch(
    stream: AsyncIterable<Uint8Array>,
    packed: () => number,
    path: string | undefined,
  ): AsyncGenerator<Uint8Array>
  /** Whether something was left out since a limit was reached. */
  readonly exhausted: boolean
}

/** Begins to count now. */
export function openBudget(limits: Limits, warnings: Warnings): Budget {
  const end = performance.now() + limits.maxMs
  let entries = 0
  let unpacked = 0
  let exhausted = false

  function goOn(): boolean {
    limits.signal.throwIfAborted()
    if (exhausted) return false
    if (entries >= limits.maxEntries) stop('stoppedByCount')
    else if (performance.now() > end) stop('stoppedByTime')
    return !exhausted
  }

  function stop(reason: 'stoppedByCount' | 'stoppedByTime' | 'bomb' | 'large', path?: string): void {
    exhausted = true
    warnings.add(reason, path)
  }

  return {
    goOn,
    entry: () => void entries++,
    async *watch(stream, packed, path) {
      let length = 0
      for await (const piece of stream) {
        length += piece.length
        unpacked += piece.length
        if (isBomb(length, packed())) stop('bomb', path)
        else if (unpacked > limits.maxUnpackedBytes) stop('large', path)
        if (!goOn()) return
        yield piece
      }
    },
    get exhausted() {
      return exhausted
    },
  }
}

/** Whether so many packed bytes that become so many unpacked ones are what nobody packs by honest means. */
export function isBomb(unpacked: number, packed: number): boolean {
  return unpacked > BOMB_BYTES && unpacked > packed * BOMB_RATIO
}
