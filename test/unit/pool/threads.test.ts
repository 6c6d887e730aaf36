import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { openPoolRig, type PoolRig } from '../../support/behaviour-pool.ts'

let rig: PoolRig | undefined
afterEach(() => rig?.close())

const usage = (plugin: string) => rig?.pool.usage().find((one) => one.plugin === plugin)

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(10)
}

/** As many runs that only end when they are asked to; resolves when all have come to the pool. */
async function hang(plugin: string, count: number) {
  const stop = new AbortController()
  const results = Promise.all(
    Array.from({ length: count }, () => rig?.run('hang', { plugin, signal: stop.signal })),
  )
  await until(() => (usage(plugin)?.busy ?? 0) + (usage(plugin)?.waiting ?? 0) === count)
  return {
    async end() {
      stop.abort('enough')
      await results
    },
  }
}

const asIs = { threads: undefined }

test('a plugin that has work takes the threads that nobody else uses, and no more than there are', async () => {
  rig = await openPoolRig({ one: asIs, idle: asIs }, {}, { threads: 3 })

  const work = await hang('one', 5)

  expect(usage('one')).toEqual({ plugin: 'one', threads: 3, busy: 3, waiting: 2 })
  expect(usage('idle')).toBeUndefined()
  await work.end()
})

test('each plugin is sure of one thread, however many the others have taken', async () => {
  rig = await openPoolRig({ greedy: asIs, one: asIs }, {}, { threads: 2 })
  const greedy = await hang('greedy', 4)

  expect(await rig.run('hello', { plugin: 'one' })).toMatchObject({ ok: true })

  expect(usage('greedy')).toMatchObject({ threads: 2, waiting: 2 })
  await greedy.end()
})

test('threads of its own, which its config asks for, are always to be had, and are its most', async () => {
  rig = await openPoolRig({ greedy: asIs, three: { threads: 3 } }, {}, { threads: 2 })
  const greedy = await hang('greedy', 2)

  const three = await hang('three', 4)

  expect(usage('three')).toMatchObject({ threads: 3, busy: 3, waiting: 1 })
  await three.end()
  await greedy.end()
})

test('whoever waits is served when another plugin has ended its work', async () => {
  rig = await openPoolRig({ first: asIs, next: asIs }, {}, { threads: 2 })
  const first = await hang('first', 2)
  const next = await hang('next', 2)
  expect(usage('next')).toMatchObject({ threads: 1, busy: 1, waiting: 1 })

  await first.end()

  await until(() => usage('next')?.busy === 2)
  await next.end()
})

test('an idle thread beyond the first makes room for a plugin that has work', async () => {
  rig = await openPoolRig({ before: asIs, now: asIs, third: asIs }, {}, { threads: 2 })
  for (const plugin of ['before', 'third']) await (await hang(plugin, 2)).end()
  await until(() => usage('before')?.busy === 0 && usage('third')?.busy === 0)
  expect([usage('before')?.threads, usage('third')?.threads]).toEqual([2, 2])

  const now = await hang('now', 2)

  expect(usage('now')).toMatchObject({ threads: 2, busy: 2 })
  expect([usage('before')?.threads, usage('third')?.threads]).toEqual([1, 2])
  await now.end()
})

test('a thread that has nothing to do is put away after its teardown, and started again when there is work', async () => {
  rig = await openPoolRig({ one: asIs }, {}, { threads: 2, idleMs: 50 })
  await Promise.all([rig.run('hello'), rig.run('hello')])

  await until(() => usage('one')?.threads === 0)

  await until(() => rig?.lines.filter(({ message }) => message === 'teardown').length === 2)
  expect(await rig.run('hello')).toMatchObject({ ok: true })
})

test('what still waits when the pool is closed ends as stopped', async () => {
  rig = await openPoolRig({ one: { threads: 1 } })
  const running = rig.run('hang')
  await until(() => usage('one')?.busy === 1)
  const waiting = rig.run('hello')
  await until(() => usage('one')?.waiting === 1)

  await rig.pool.close()

  expect(await waiting).toMatchObject({ ok: false, error: { code: 'SKR_RUN_STOPPED' } })
  expect(await running).toMatchObject({ ok: false })
  expect(await rig.run('hello')).toMatchObject({ ok: false, error: { code: 'SKR_RUN_STOPPED' } })
})
