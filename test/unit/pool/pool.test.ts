import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PluginInstanceConfig } from '../../../core/config/config.ts'
import { openPoolRig, type PoolRig } from '../../support/behaviour-pool.ts'

type Isolation = PluginInstanceConfig['isolation']
type Instances = Readonly<Record<string, Partial<PluginInstanceConfig>>>

function isolated(isolation: Isolation, instances: Instances): Instances {
  return Object.fromEntries(
    Object.entries(instances).map(([name, config]) => [name, { ...config, isolation }]),
  )
}

describe.each<Isolation>(['thread', 'process'])('with isolation by %s', (isolation) => {
  let rig: PoolRig

  // One rig for all: an instance's threads are started with its first run, and replaced when they die.
  beforeAll(async () => {
    rig = await openPoolRig(
      isolated(isolation, {
        one: { timeoutMs: 20_000 },
        secret: { secrets: ['BEHAVIOUR_SECRET'] },
        hasty: { timeoutMs: 300 },
        small: { memoryMb: 64, timeoutMs: 20_000 },
        large: { memoryMb: 512, timeoutMs: 20_000 },
        'setup-throws': { options: { setup: 'throw' } },
        'setup-hangs': { options: { setup: 'hang' }, setupTimeoutMs: 1500 },
        slow: { options: { pauseMs: 300 }, timeoutMs: 1500 },
        bad: { timeoutMs: 60_000 },
        shared: { tasksPerThread: 4, timeoutMs: 5000 },
        'shared-hasty': { tasksPerThread: 2, timeoutMs: 800 },
      }),
      { BEHAVIOUR_SECRET: 'canary-12345', OTHER: 'x' },
    )
  })
  beforeEach(() => {
    rig.lines.length = 0
  })
  afterAll(() => rig.close())

  /** What was printed, without what the plugin says at the beginning of each run. */
  const printed = () => rig.lines.filter(({ message }) => message !== 'run begins')

  describe('a plugin that behaves', () => {
    test('returns cards that were checked, with the time that it took', async () => {
      const result = await rig.run('hello')
      expect(result).toMatchObject({
        ok: true,
        plugin: 'one',
        cards: [{ skill_card_type: 'keyword', skill_card_title: { message: 'Words' } }],
      })
      expect(result.ok && result.cards[0]).toHaveProperty('entries', [
        { type: 'text', text: 'hello' },
        { type: 'text', text: expect.stringMatching(/^file-\d+\.txt$/) },
        { type: 'text', text: '5' },
      ])
    })

    test('may return an empty list', async () => {
      expect(await rig.run('empty')).toMatchObject({ ok: true, cards: [] })
    })

    test('sees of the environment only the secrets that were granted', async () => {
      const result = await rig.run('env', { plugin: 'secret' })
      expect(result.ok && result.cards[0]).toHaveProperty('entries', [
        { type: 'text', text: 'BEHAVIOUR_SECRET' },
        // A process is told where its own folder is.
        ...(isolation === 'process' ? [{ type: 'text', text: 'TMPDIR' }] : []),
        { type: 'text', text: 'end' },
      ])
    })

    test('does not carry a secret out in an error', async () => {
      const result = await rig.run('leak-secret', { plugin: 'secret' })
      expect(result).toMatchObject({ ok: false, error: { code: 'SKR_RUN_FAILED' } })
      expect(JSON.stringify([result, rig.lines])).not.toContain('canary-12345')
    })

    test('tells its progress', async () => {
      const seen: unknown[] = []
      await rig.run('progress', { onProgress: (fraction, message) => seen.push([fraction, message]) })
      expect(seen.at(-1)).toEqual([1, 'done'])
    })
  })

  describe('a plugin that misbehaves ends as a coded failure', () => {
    test.each([
      ['hang', 'SKR_RUN_TIMED_OUT', 'hasty'],
      ['loop', 'SKR_RUN_TIMED_OUT', 'hasty'],
      ['exit', 'SKR_RUN_EXITED', 'one'],
      ['memory', 'SKR_RUN_OUT_OF_MEMORY', 'small'],
      ['buffers', 'SKR_RUN_OUT_OF_MEMORY', 'small'],
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
      ['return-100-mb', 'SKR_RUN_RESULT_TOO_LARGE', 'large'],
    ])('%s: %s, and the next run is well', async (word, code, plugin = 'one') => {
      expect(await rig.run(word, { plugin })).toMatchObject({
        ok: false,
        plugin,
        error: { code, retryable: false },
      })
      expect(await rig.run('hello', { plugin })).toMatchObject({ ok: true })
    })

    test.each(['return-garbage', 'return-functions'])(
      '%s: the code says which rule of the cards is broken',
      async (word) => {
        const result = await rig.run(word)
        expect(result.ok ? 'ok' : result.error.code).toMatch(/^SKR_CARDS_/)
      },
    )

    test('an error thrown after the return fails nothing and is logged with the invocation', async () => {
      expect(await rig.run('throw-late')).toMatchObject({ ok: true })
      await expect
        .poll(() =>
          printed()
            .map(({ message }) => message)
            .join(),
        )
        .toContain('after the return')
      expect(printed()[0]).toMatchObject({ level: 'error', plugin: 'one' })
      expect(await rig.run('hello')).toMatchObject({ ok: true })
    })

    test('a setup that throws fails each run with its own words', async () => {
      expect(await rig.run('hello', { plugin: 'setup-throws' })).toMatchObject({
        ok: false,
        error: { code: 'SKR_RUN_SETUP_FAILED', message: expect.stringContaining('the model is missing') },
      })
    })

    test('a setup that hangs ends after its own time-out', async () => {
      expect(await rig.run('hello', { plugin: 'setup-hangs' })).toMatchObject({
        ok: false,
        error: { code: 'SKR_RUN_SETUP_TIMED_OUT' },
      })
    })

    test('cards that it returns when it is asked to stop are taken', async () => {
      expect(await rig.run('wait-for-abort', { plugin: 'hasty' })).toMatchObject({
        ok: true,
        cards: [{ skill_card_title: { message: 'Partial' } }],
      })
    })
  })

  describe('runs beside each other', () => {
    test('wait for a thread without their time-out running', async () => {
      const results = await Promise.all(Array.from({ length: 8 }, () => rig.run('hello', { plugin: 'slow' })))
      expect(results.filter(({ ok }) => ok)).toHaveLength(8)
    })

    test('one instance that hangs does not hold up another', async () => {
      const stop = new AbortController()
      const hanging = Promise.all(
        Array.from({ length: 20 }, () => rig.run('hang', { plugin: 'bad', signal: stop.signal })),
      )
      expect(await rig.run('hello')).toMatchObject({ ok: true })
      expect(rig.pool.usage()).toContainEqual({ plugin: 'bad', threads: 1, busy: 1, waiting: 19 })
      stop.abort('enough')
      const results = await hanging
      expect(results.every((result) => !result.ok && result.error.code === 'SKR_RUN_STOPPED')).toBe(true)
    })

    test('several share a thread where the config says so', async () => {
      const together = () => rig.run('four-together', { plugin: 'shared' })
      const results = await Promise.all(Array.from({ length: 4 }, together))
      expect(results.filter(({ ok }) => ok)).toHaveLength(4)
    })

    test('a run whose thread is ended because of its neighbour can be tried again', async () => {
      const plugin = 'shared-hasty'
      await rig.run('hello', { plugin })
      const loop = rig.run('loop', { plugin })
      // Given to the same thread, which will never look at it.
      await new Promise((resolve) => setTimeout(resolve, 200))
      const neighbour = rig.run('hello', { plugin })
      expect(await loop).toMatchObject({ ok: false, error: { code: 'SKR_RUN_TIMED_OUT' } })
      expect(await neighbour).toMatchObject({
        ok: false,
        error: { code: 'SKR_RUN_THREAD_LOST', retryable: true },
      })
      expect(await rig.run('hello', { plugin })).toMatchObject({ ok: true })
    })
  })

  describe('what a plugin prints', () => {
    test('becomes lines with its name and the invocation', async () => {
      await rig.run('print')
      await expect.poll(() => printed().length).toBe(4)
      const invocationId = expect.stringMatching(/^invocation-\d+$/)
      const line = (level: string, message: string, fields?: string) => ({
        plugin: 'one',
        level,
        message,
        fields,
        invocationId,
      })
      expect(printed()).toEqual([
        line('info', 'printed by console.log'),
        line('warn', 'printed by console.error'),
        line('info', 'written to stdout'),
        line('info', 'logged', '{"answer":42}'),
      ])
    })

    test('is cut short after a thousand lines', async () => {
      await rig.run('print-much')
      await expect.poll(() => rig.lines.length).toBe(1001)
      expect(rig.lines.at(-1)?.message).toContain('the rest is left out')
    })
  })
})
