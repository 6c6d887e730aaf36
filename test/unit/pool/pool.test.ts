import { afterEach, describe, expect, test } from 'vitest'
import { openPoolRig, type PoolRig } from '../../support/behaviour-pool.ts'

let rig: PoolRig
afterEach(() => rig.close())

describe('a plugin that behaves', () => {
  test('returns cards that were checked, with the time that it took', async () => {
    rig = await openPoolRig()
    const result = await rig.run('hello')
    expect(result).toMatchObject({
      ok: true,
      plugin: 'one',
      cards: [{ skill_card_type: 'keyword', skill_card_title: { message: 'Words' } }],
    })
    expect(result.ok && result.cards[0]).toHaveProperty('entries', [
      { type: 'text', text: 'hello' },
      { type: 'text', text: 'file-1.txt' },
      { type: 'text', text: '5' },
    ])
  })

  test('may return an empty list', async () => {
    rig = await openPoolRig()
    expect(await rig.run('empty')).toMatchObject({ ok: true, cards: [] })
  })

  test('sees of the environment only the secrets that were granted', async () => {
    rig = await openPoolRig(
      { one: { secrets: ['BEHAVIOUR_SECRET'] } },
      { BEHAVIOUR_SECRET: 'canary-12345', OTHER: 'x' },
    )
    const result = await rig.run('env')
    expect(result.ok && result.cards[0]).toHaveProperty('entries', [
      { type: 'text', text: 'BEHAVIOUR_SECRET' },
      { type: 'text', text: 'end' },
    ])
  })

  test('does not carry a secret out in an error', async () => {
    rig = await openPoolRig({ one: { secrets: ['BEHAVIOUR_SECRET'] } }, { BEHAVIOUR_SECRET: 'canary-12345' })
    const result = await rig.run('leak-secret')
    expect(result).toMatchObject({ ok: false, error: { code: 'SKR_RUN_FAILED' } })
    expect(JSON.stringify([result, rig.lines])).not.toContain('canary-12345')
  })

  test('tells its progress', async () => {
    rig = await openPoolRig()
    const seen: unknown[] = []
    await rig.run('progress', { onProgress: (fraction, message) => seen.push([fraction, message]) })
    expect(seen.at(-1)).toEqual([1, 'done'])
  })
})

describe('a plugin that misbehaves ends as a coded failure', () => {
  test.each([
    ['hang', 'SKR_RUN_TIMED_OUT'],
    ['loop', 'SKR_RUN_TIMED_OUT'],
    ['exit', 'SKR_RUN_EXITED'],
    ['memory', 'SKR_RUN_OUT_OF_MEMORY'],
    ['throw-string', 'SKR_RUN_FAILED'],
    ['throw-error', 'SKR_RUN_FAILED'],
    ['throw-null', 'SKR_RUN_FAILED'],
    ['throw-skill-error', 'custom_error'],
    ['throw-in-timer', 'SKR_RUN_CRASHED'],
    ['reject-nobody', 'SKR_RUN_CRASHED'],
    ['return-text', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-function', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-nothing', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-null', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-cycle', 'SKR_RUN_RESULT_NOT_DATA'],
    ['return-bigint', 'SKR_RUN_RESULT_NOT_DATA'],
    ['return-100-mb', 'SKR_RUN_RESULT_TOO_LARGE'],
  ])('%s: %s, and the next run is well', async (word, code) => {
    rig = await openPoolRig({
      one: {
        timeoutMs: word === 'hang' || word === 'loop' ? 300 : 20_000,
        memoryMb: word === 'return-100-mb' ? 512 : 64,
      },
    })
    expect(await rig.run(word)).toMatchObject({ ok: false, plugin: 'one', error: { code, retryable: false } })
    expect(await rig.run('hello')).toMatchObject({ ok: true })
  })

  test.each(['return-garbage', 'return-functions'])(
    '%s: the code says which rule of the cards is broken',
    async (word) => {
      rig = await openPoolRig()
      const result = await rig.run(word)
      expect(result.ok ? 'ok' : result.error.code).toMatch(/^SKR_CARDS_/)
    },
  )

  test('an error thrown after the return fails nothing and is logged with the invocation', async () => {
    rig = await openPoolRig()
    expect(await rig.run('throw-late')).toMatchObject({ ok: true })
    await expect.poll(() => rig.lines.map(({ message }) => message).join()).toContain('after the return')
    expect(rig.lines[0]).toMatchObject({ level: 'error', plugin: 'one' })
    expect(await rig.run('hello')).toMatchObject({ ok: true })
  })

  test('a setup that throws fails each run with its own words', async () => {
    rig = await openPoolRig({ one: { options: { setup: 'throw' } } })
    expect(await rig.run('hello')).toMatchObject({
      ok: false,
      error: { code: 'SKR_RUN_SETUP_FAILED', message: expect.stringContaining('the model is missing') },
    })
  })

  test('a setup that hangs ends after its own time-out', async () => {
    rig = await openPoolRig({ one: { options: { setup: 'hang' }, setupTimeoutMs: 1500 } })
    expect(await rig.run('hello')).toMatchObject({ ok: false, error: { code: 'SKR_RUN_SETUP_TIMED_OUT' } })
  })

  test('cards that it returns when it is asked to stop are taken', async () => {
    rig = await openPoolRig({ one: { timeoutMs: 300 } })
    expect(await rig.run('wait-for-abort')).toMatchObject({
      ok: true,
      cards: [{ skill_card_title: { message: 'Partial' } }],
    })
  })
})

describe('runs beside each other', () => {
  test('wait for a thread without their time-out running', async () => {
    rig = await openPoolRig({ one: { options: { pauseMs: 400 }, timeoutMs: 2000 } })
    const results = await Promise.all(Array.from({ length: 8 }, () => rig.run('hello')))
    expect(results.filter(({ ok }) => ok)).toHaveLength(8)
  })

  test('one instance that hangs does not hold up another', async () => {
    rig = await openPoolRig({ bad: { timeoutMs: 60_000 }, good: {} })
    const stop = new AbortController()
    const hanging = Promise.all(
      Array.from({ length: 20 }, () => rig.run('hang', { plugin: 'bad', signal: stop.signal })),
    )
    expect(await rig.run('hello', { plugin: 'good' })).toMatchObject({ ok: true })
    expect(rig.pool.usage()).toContainEqual({ plugin: 'bad', threads: 1, busy: 1, waiting: 19 })
    stop.abort('enough')
    const results = await hanging
    expect(results.every((result) => !result.ok && result.error.code === 'SKR_RUN_STOPPED')).toBe(true)
  })

  test('several share a thread where the config says so', async () => {
    rig = await openPoolRig({ one: { tasksPerThread: 4, timeoutMs: 5000 } })
    const results = await Promise.all(Array.from({ length: 4 }, () => rig.run('four-together')))
    expect(results.filter(({ ok }) => ok)).toHaveLength(4)
  })

  test('a run whose thread is ended because of its neighbour can be tried again', async () => {
    rig = await openPoolRig({ one: { tasksPerThread: 2, options: { pauseMs: 0 }, timeoutMs: 800 } })
    await rig.run('hello')
    const loop = rig.run('loop')
    const neighbour = rig.run('hang')
    expect(await loop).toMatchObject({ ok: false, error: { code: 'SKR_RUN_TIMED_OUT' } })
    const other = await neighbour
    expect(other.ok ? '' : other.error.code).toMatch(/^SKR_RUN_(THREAD_LOST|TIMED_OUT)$/)
    expect(await rig.run('hello')).toMatchObject({ ok: true })
  })
})

describe('what a plugin prints', () => {
  test('becomes lines with its name and the invocation', async () => {
    rig = await openPoolRig()
    await rig.run('print')
    await expect.poll(() => rig.lines.length).toBe(4)
    expect(rig.lines).toEqual([
      {
        plugin: 'one',
        level: 'info',
        message: 'printed by console.log',
        fields: undefined,
        invocationId: 'invocation-1',
      },
      {
        plugin: 'one',
        level: 'warn',
        message: 'printed by console.error',
        fields: undefined,
        invocationId: 'invocation-1',
      },
      {
        plugin: 'one',
        level: 'info',
        message: 'written to stdout',
        fields: undefined,
        invocationId: 'invocation-1',
      },
      {
        plugin: 'one',
        level: 'info',
        message: 'logged',
        fields: '{"answer":42}',
        invocationId: 'invocation-1',
      },
    ])
  })

  test('is cut short after a thousand lines', async () => {
    rig = await openPoolRig()
    await rig.run('print-much')
    await expect.poll(() => rig.lines.length).toBe(1001)
    expect(rig.lines.at(-1)?.message).toContain('the rest is left out')
  })
})
