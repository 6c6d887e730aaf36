// `npm run test:fuzz`: FUZZ_CASES cases (default 1,000,000) in all, with FUZZ_SEED (default: drawn, and printed), in two processes. FUZZ_TARGET names one target, and FUZZ_PATH the case of it that failed. Exits with 1 if anything did not hold.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { type FuzzOutcome, runTarget } from './run-target.ts'
import { casesOf } from './share.ts'
import { targets } from './targets.ts'

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const cases = Number(process.env.FUZZ_CASES ?? 1_000_000)
const only = process.env.FUZZ_TARGET

if (process.send !== undefined) {
  // A part of the run: works off what it is told, one target after the other.
  process.on('message', async (name: string) => {
    const found = targets.find((target) => target.name === name)
    if (found !== undefined) process.send?.(await runTarget(found, { seed, cases: casesOf(found, cases) }))
  })
} else if (only !== undefined) {
  const found = targets.filter(({ name }) => name.includes(only))
  for (const target of found)
    report(await runTarget(target, { seed, cases: casesOf(target, cases), path: process.env.FUZZ_PATH }))
} else {
  console.log(`FUZZ_SEED=${seed} FUZZ_CASES=${cases}`)
  // The longest first, so that no part waits long for the other at the end.
  const open = targets.toSorted((a, b) => b.share - a.share).map(({ name }) => name)
  const outcomes = (await Promise.all([part(open), part(open)])).flat()
  const sum = outcomes.reduce((all, outcome) => all + outcome.cases, 0)
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length
  const longest = Math.max(...outcomes.map(({ longestMs }) => longestMs))
  console.log(
    `${sum} cases of ${outcomes.length} targets, ${failed} failed; the longest took ${Math.round(longest)} ms`,
  )
  if (outcomes.length < targets.length) process.exitCode = 1
}

/** Takes targets off the list until it is empty. Ends early where its process does. */
async function part(open: string[]): Promise<readonly FuzzOutcome[]> {
  const child = fork(process.argv[1] ?? '', {
    execArgv: process.execArgv,
    env: { ...process.env, FUZZ_SEED: String(seed) },
  })
  const ended = once(child, 'exit')
  const outcomes: FuzzOutcome[] = []
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    child.send(name)
    const [told] = await Promise.race([once(child, 'message'), ended.then(() => [undefined])])
    if (told === undefined) {
      console.log(`crashed: ${name}`)
      process.exitCode = 1
      return outcomes
    }
    outcomes.push(told as FuzzOutcome)
    report(told as FuzzOutcome)
  }
  child.disconnect()
  await ended
  return outcomes
}

function report({ name, cases: ran, longestMs, durationMs, failure }: FuzzOutcome): void {
  const each = `longest ${longestMs.toFixed(0)} ms, ${(durationMs / 1000).toFixed(0)} s`
  console.log(`${failure === undefined ? 'holds ' : 'FAILED'} ${name}: ${ran} cases, ${each}`)
  if (failure === undefined) return
  console.log(failure)
  process.exitCode = 1
}
