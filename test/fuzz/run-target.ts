import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { checkPrototypes } from './invariants.ts'
import type { Target } from './target.ts'

export interface FuzzRun {
  readonly seed: number
  readonly cases: number
  /** The way to one case, as a failure printed it; undefined runs all. */
  readonly path?: string | undefined
  /** A case above this is tried again; one that is above it each time is a hang. Default: a second. */
  readonly slowMs?: number
}

export interface FuzzOutcome {
  readonly name: string
  readonly cases: number
  /** Of the slowest case, milliseconds; of a slow one, the best of its tries. */
  readonly longestMs: number
  readonly durationMs: number
  /** How it failed, with the command that repeats it; undefined where it held. */
  readonly failure: string | undefined
}

const slowTries = 4
/** A case that has not ended by then never will: the process is ended. */
const hangMs = 60_000

/** Runs the cases of one target. The same seed makes the same ones. */
export async function runTarget(
  target: Target,
  { seed, cases, path, slowMs = 1000 }: FuzzRun,
): Promise<FuzzOutcome> {
  const begun = performance.now()
  const { input, check, close } = await target.open()
  const beats = new Int32Array(new SharedArrayBuffer(8))
  const where = `${target.name} (FUZZ_SEED=${seed} FUZZ_CASES=${cases})`
  const watchdog = new Worker(new URL('./watchdog.mjs', import.meta.url), {
    workerData: { beats: beats.buffer, name: where, hangMs },
  })
  watchdog.unref()
  let longestMs = 0
  let ran = 0
  let isSlow = false

  const timed = async (value: unknown): Promise<number> => {
    Atomics.add(beats, 0, 1)
    Atomics.store(beats, 1, 1)
    const start = performance.now()
    try {
      await check(value as never)
    } finally {
      Atomics.store(beats, 1, 0)
    }
    return performance.now() - start
  }
  const property = fc.asyncProperty(input, async (value) => {
    // Making a slow case smaller would take minutes.
    if (isSlow) return
    ran += 1
    let ms = await timed(value)
    // A busy machine makes anything slow once.
    for (let tries = 1; ms > slowMs && tries < slowTries; tries += 1) ms = Math.min(ms, await timed(value))
    longestMs = Math.max(longestMs, ms)
    checkPrototypes()
    if (ms > slowMs) {
      isSlow = true
      throw new Error(`It took more than ${slowMs} ms, ${slowTries} times`)
    }
  })

  try {
    const result = await fc.check(property, {
      seed,
      numRuns: cases,
      ...(path === undefined ? {} : { path }),
    })
    const failure = result.failed
      ? [
          `FUZZ_SEED=${seed} FUZZ_PATH=${result.counterexamplePath} FUZZ_TARGET=${JSON.stringify(target.name)} npm run test:fuzz`,
          `input: ${fc.stringify(result.counterexample?.[0]).slice(0, 3000)}`,
          stackOf(result.errorInstance),
        ].join('\n')
      : undefined
    return { name: target.name, cases: ran, longestMs, durationMs: performance.now() - begun, failure }
  } finally {
    await watchdog.terminate()
    await close()
  }
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const cause = thrown.cause === undefined ? '' : `\nCaused by ${stackOf(thrown.cause)}`
  return `${thrown.stack ?? thrown.message}${cause}`.slice(0, 6000)
}
