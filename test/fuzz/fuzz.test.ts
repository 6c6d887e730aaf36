import { expect, test } from 'vitest'
import { orRefused } from './invariants.ts'
import { runTarget } from './run-target.ts'
import { casesOf } from './share.ts'
import { target } from './target.ts'
import { targets } from './targets.ts'

/** In all; `npm run test:fuzz` tries a million. */
const cases = Number(process.env.FUZZ_CASES ?? 4000)
/** The same each time: a test fails for what was changed, and not by chance. The long run draws another one. */
const seed = Number(process.env.FUZZ_SEED ?? 1)

test.each(targets)('$name', { timeout: 300_000 }, async (one) => {
  const { failure } = await runTarget(one, { seed, cases: casesOf(one, cases) })

  expect(failure, failure).toBeUndefined()
})

const input = targets[0] as (typeof targets)[number]
const failing = async (check: () => unknown) => {
  const { input: any } = await input.open()
  const made = target('made to fail', 1, any, check)
  return (await runTarget(made, { seed: 1, cases: 1, slowMs: 200 })).failure
}

test('an error without a code is found, and told with the way to repeat it', async () => {
  const failure = await failing(() => orRefused(() => JSON.parse('{')))

  expect(failure).toMatch(/^FUZZ_SEED=1 FUZZ_PATH=0\S* FUZZ_TARGET="made to fail" npm run test:fuzz\n/)
  expect(failure).toContain('SyntaxError')
})

test('a changed prototype is found, and mended for the cases that follow', async () => {
  const failure = await failing(() => Reflect.set(Object.prototype, 'polluted', true))

  expect(failure).toContain('no prototype was changed: polluted')
  expect('polluted' in {}).toBe(false)
})

test('a case that takes too long is found where it does so each time, and forgiven where it did once', async () => {
  const spend = (ms: number) => {
    const end = performance.now() + ms
    while (performance.now() < end);
  }
  let spent = false
  const once = () => {
    if (!spent) spend(300)
    spent = true
  }

  expect(await failing(once)).toBeUndefined()
  expect(await failing(() => spend(300))).toContain('more than 200 ms')
})
