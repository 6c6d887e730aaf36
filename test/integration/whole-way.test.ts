import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Card } from '../../core/cards/card.ts'
import { checkUrl } from '../../core/cli/check-url.ts'
import { checkTrigger } from '../../core/intake/skill-event.ts'
import { behaviourConfig, openRig, type Rig } from '../support/rig.ts'

let shared: Rig
let rig: Rig

beforeAll(async () => {
  shared = await openRig()
})
beforeEach(() => {
  rig = shared
})
afterEach(async () => {
  if (rig !== shared) await rig.close()
})
afterAll(() => shared.close())

const titles = (cards: readonly Card[]) => cards.map((card) => card.skill_card_title?.message)
const statusOf = (cards: readonly Card[]) =>
  cards.flatMap((card) => (card.skill_card_type === 'status' ? [card.status] : []))

async function stateOf(fileId: string): Promise<string | undefined> {
  const [record] = await rig.runner.queue.list({ fileId })
  return record?.state
}

/** Uploads a text and resolves to the cards that stand at the end. */
async function cardsFor(content: string, name = `${Math.random()}.txt`) {
  const file = await rig.sandbox.upload({ name, content })
  return { file, cards: await rig.sandbox.waitForCards(file.id, { timeoutMs: 20_000 }) }
}

describe('an event goes the whole way', () => {
  test.each(['string-ids', 'number-ids'] as const)('in the form with %s', async (eventForm) => {
    rig = await openRig(behaviourConfig, { sandbox: { eventForm } })
    const { file, cards } = await cardsFor('hello', 'hello.txt')
    expect(cards).toHaveLength(1)
    expect(cards[0]).toMatchObject({
      skill_card_type: 'keyword',
      skill: { type: 'service', id: rig.sandbox.skill.id },
      file_version: { id: file.versionId },
      invocation: { type: 'skill_invocation', id: rig.sandbox.invocations(file.id)[0]?.id },
    })
    await expect.poll(() => stateOf(file.id)).toBe('succeeded')
  })

  test.each(['報告書 2026年.txt', '🦊🦊.txt', 'ünïcödé ‮gnp.txt', 'quo\'te".txt'])(
    'for a file named %s',
    async (name) => {
      const { cards } = await cardsFor('hello', name)
      expect(JSON.stringify(cards)).toContain('hello')
    },
  )

  test('quick work costs one write, and the "processing" card comes only with slow work', async () => {
    rig = await openRig({
      ...behaviourConfig,
      plugins: {
        ...behaviourConfig.plugins,
        one: { use: behaviourConfig.plugins.one.use, options: { pauseMs: 700 } },
      },
      cards: { statusCardAfterMs: 300 },
      routes: [
        { extensions: ['txt'], plugins: ['one'] },
        { extensions: ['md'], plugins: ['two'] },
      ],
    })
    const slow = await cardsFor('hello')
    expect(rig.sandbox.cardHistory(slow.file.id).map(({ status }) => status)).toEqual([
      'processing',
      'success',
    ])
    // The thread of the second instance has to be started first, which may itself take longer than 300 ms.
    await cardsFor('hello', 'first.md')
    const quick = await cardsFor('hello', 'second.md')
    expect(rig.sandbox.cardHistory(quick.file.id).map(({ status }) => status)).toEqual(['success'])
  })

  test('the cards of several plugins stand in route order, in one write', async () => {
    rig = await openRig({
      ...behaviourConfig,
      plugins: {
        one: { ...behaviourConfig.plugins.one, options: { pauseMs: 300 } },
        two: behaviourConfig.plugins.two,
      },
    })
    const { file, cards } = await cardsFor('hello', 'both.md')
    expect(titles(cards)).toEqual(['Words', 'Words'])
    expect(rig.sandbox.cardHistory(file.id)).toHaveLength(1)
  })

  test('a file is downloaded once for all its plugins, and nothing is left of it', async () => {
    const downloads = () => rig.sandbox.requests().filter(({ kind }) => kind === 'downloadHost').length
    const before = downloads()
    const { file } = await cardsFor('hello', 'once.md')
    await expect.poll(() => stateOf(file.id)).toBe('succeeded')
    expect(downloads()).toBe(before + 1)
    const [folder] = await readdir(join(rig.folder, 'temp'))
    expect(await readdir(join(rig.folder, 'temp', folder as string))).toEqual([])
  })

  test('people are told when nothing was found', async () => {
    const { cards } = await cardsFor('empty')
    expect(statusOf(cards)).toMatchObject([{ code: 'skills_no_info_found' }])
  })

  test('a file that no route takes is acknowledged, recorded as ignored, and nothing is written', async () => {
    const file = await rig.sandbox.upload({ name: 'film.xyz', content: 'x' })
    expect((await file.delivered).at(-1)?.status).toBe(200)
    await expect.poll(() => stateOf(file.id)).toBe('ignored')
    expect(rig.sandbox.cardHistory(file.id)).toEqual([])
  })

  test('a file over the limit of its route gets a card that says so', async () => {
    rig = await openRig({
      ...behaviourConfig,
      routes: [{ extensions: ['txt'], plugins: ['one'], maxFileBytes: 4 }],
    })
    const { file, cards } = await cardsFor('hello')
    expect(statusOf(cards)[0]?.message).toMatch(/5 bytes.*4 bytes/)
    expect(rig.sandbox.requests().some(({ kind }) => kind === 'download')).toBe(false)
    await expect.poll(() => stateOf(file.id)).toBe('failed')
  })

  test('a marked test event is acknowledged and recorded, and writes nothing', async () => {
    const before = rig.sandbox.requests().length
    const steps: string[] = []
    const passed = await checkUrl({
      url: `${rig.runner.url}/skills`,
      keys: rig.sandbox.keys,
      onStep: ({ step }) => steps.push(step),
    })
    expect(passed).toBe(true)
    expect(steps).toContain('unsigned event')
    const records = () => rig.runner.queue.list({ states: ['ignored'] })
    await expect
      .poll(async () => (await records()).map(({ invocation }) => invocation.trigger))
      .toContain(checkTrigger)
    expect(rig.sandbox.requests()).toHaveLength(before)
  })
})

describe('an event that comes twice', () => {
  test('is answered 200 and run once', async () => {
    const file = await rig.sandbox.upload({ name: 'twice.txt', content: 'hello' })
    await rig.sandbox.waitForCards(file.id)
    const event = rig.sandbox.event(file.id)
    expect((await rig.sandbox.send(event)).status).toBe(200)
    await expect.poll(() => rig.sandbox.cardHistory(file.id).length).toBe(2)
    expect((await rig.sandbox.send(event)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(rig.sandbox.cardHistory(file.id)).toHaveLength(2)
  })
})

describe('two versions of one file', () => {
  test('uploaded in quick succession, the first one slow: the cards of the second stand', async () => {
    rig = await openRig({
      ...behaviourConfig,
      plugins: {
        ...behaviourConfig.plugins,
        one: { ...behaviourConfig.plugins.one, threads: 2, timeoutMs: 20_000 },
      },
    })
    await cardsFor('warm up')
    const first = await rig.sandbox.upload({ name: 'v.txt', content: 'hang' })
    const second = await rig.sandbox.upload({ fileId: first.id, content: 'second' })
    const cards = await rig.sandbox.waitForCards(first.id, { versionId: second.versionId, timeoutMs: 15_000 })
    expect(JSON.stringify(cards)).toContain('second')
    const records = await rig.runner.queue.list({ fileId: first.id })
    expect(records.find(({ invocation }) => invocation.file.versionId === first.versionId)?.state).toBe(
      'superseded',
    )
    expect(rig.sandbox.cardHistory(first.id)).toHaveLength(1)
  })

  test('arriving in the wrong order: the older one writes nothing', async () => {
    rig.sandbox.deliverTo(undefined)
    const first = await rig.sandbox.upload({ name: 'w.txt', content: 'first' })
    const older = rig.sandbox.event(first.id)
    await rig.sandbox.upload({ fileId: first.id, content: 'second' })
    const newer = rig.sandbox.event(first.id)
    rig.sandbox.deliverTo(`${rig.runner.url}/skills`)
    await rig.sandbox.send(newer)
    await rig.sandbox.waitForCards(first.id)
    await rig.sandbox.send(older)
    await expect
      .poll(async () => (await rig.runner.queue.list({ fileId: first.id })).map(({ state }) => state))
      .toEqual(['superseded', 'succeeded'])
    expect(rig.sandbox.cardHistory(first.id)).toHaveLength(1)
  })
})

describe('failures of plugins', () => {
  test('one beside one that succeeded: the good cards, then a status card that names the other', async () => {
    rig = await openRig({
      ...behaviourConfig,
      plugins: {
        one: { ...behaviourConfig.plugins.one, options: { setup: 'throw' } },
        two: behaviourConfig.plugins.two,
      },
    })
    const { file, cards } = await cardsFor('hello', 'half.md')
    expect(titles(cards)).toEqual(['Words', 'Error'])
    expect(statusOf(cards)[0]?.message).toContain('one')
    expect(rig.sandbox.cardHistory(file.id).at(-1)?.status).toBe('success')
    await expect.poll(() => stateOf(file.id)).toBe('partial')
  })

  test('a SkillError chooses the card', async () => {
    const { file, cards } = await cardsFor('throw-skill-error')
    expect(statusOf(cards)).toMatchObject([
      { code: 'custom_error', message: 'Please upload a larger picture.' },
    ])
    expect(rig.sandbox.cardHistory(file.id).at(-1)?.status).toBe('permanent_failure')
  })

  test('name the file to people, and not to the log', async () => {
    const { file, cards } = await cardsFor('throw-named', 'offer to nobody.txt')
    expect(statusOf(cards)[0]?.message).toContain('offer to nobody.txt')
    await expect.poll(() => stateOf(file.id)).toBe('failed')
    expect(rig.log()).toContain('“…” is damaged.')
    expect(rig.log()).not.toContain('offer to nobody')
  })

  test('one that may pass is tried again, people are told so, and it ends after the last try', async () => {
    const file = await rig.sandbox.upload({ name: 'again.txt', content: 'throw-retryable' })
    await rig.sandbox.waitForCards(file.id, { status: 'permanent_failure' })
    expect(rig.sandbox.cardHistory(file.id).map(({ status }) => status)).toEqual([
      'transient_failure',
      'transient_failure',
      'permanent_failure',
    ])
    const [first] = rig.sandbox.cardHistory(file.id)
    expect(statusOf(first?.cards ?? [])[0]?.message).toContain('tried again')
    await expect.poll(() => stateOf(file.id)).toBe('failed')
  })

  test('a retry runs only the plugins that have not finished', async () => {
    rig = await openRig({
      ...behaviourConfig,
      plugins: {
        one: { ...behaviourConfig.plugins.one, options: { failFirst: true } },
        two: behaviourConfig.plugins.two,
      },
    })
    const { file, cards } = await cardsFor('fail-first', 'retry.md').then(async ({ file }) => ({
      file,
      cards: await rig.sandbox.waitForCards(file.id, { status: 'success' }),
    }))
    expect(titles(cards)).toEqual(['Words', 'Words'])
    await expect.poll(() => stateOf(file.id)).toBe('succeeded')
    const runs = rig
      .log()
      .split('\n')
      .filter((line) => line.includes('"run begins"'))
      .map((line) => JSON.parse(line).plugin as string)
    expect(runs.toSorted()).toEqual(['one', 'one', 'two'])
  })

  test("an operator's retry runs again what had failed for good, and nothing else", async () => {
    rig = await openRig({
      ...behaviourConfig,
      plugins: {
        one: { ...behaviourConfig.plugins.one, options: { failFirst: true } },
        // Slower, so that the failure of the other is kept in the queue meanwhile.
        two: { ...behaviourConfig.plugins.two, options: { pauseMs: 400 } },
      },
    })
    const { file } = await cardsFor('fail-first-for-good', 'operator.md')
    await expect.poll(() => stateOf(file.id)).toBe('partial')
    const [record] = await rig.runner.queue.list({ fileId: file.id })
    await rig.runner.queue.requeue(record?.invocation.id as string)
    await expect.poll(() => stateOf(file.id)).toBe('succeeded')
    expect(titles(rig.sandbox.cards(file.id))).toEqual(['Words', 'Words'])
    const runs = rig.log().match(/"plugin":"(one|two)"[^\n]*"run begins"/g)
    expect(runs).toHaveLength(3)
  })

  test('every way to misbehave ends as a status card, while a healthy plugin beside it goes on', async () => {
    const quickEnd = { use: behaviourConfig.plugins.one.use, timeoutMs: 1000, memoryMb: 128 }
    rig = await openRig({
      ...behaviourConfig,
      plugins: { one: quickEnd, two: behaviourConfig.plugins.two },
      routes: [
        { extensions: ['txt'], plugins: ['one'] },
        { extensions: ['md'], plugins: ['two'] },
      ],
    })
    const words = [
      'hang',
      'loop',
      'exit',
      'memory',
      'throw-string',
      'throw-in-timer',
      'return-garbage',
      'return-function',
      'return-nothing',
      'return-cycle',
    ]
    const bad = await Promise.all(
      words.map((word) => rig.sandbox.upload({ name: `${word}.txt`, content: word })),
    )
    const good = await Promise.all(
      Array.from({ length: 10 }, (_, index) => rig.sandbox.upload({ name: `${index}.md`, content: 'hello' })),
    )
    for (const file of good) expect(titles(await rig.sandbox.waitForCards(file.id))).toEqual(['Words'])
    for (const file of bad) {
      const cards = await rig.sandbox.waitForCards(file.id, { timeoutMs: 40_000 })
      expect(statusOf(cards), file.name).toHaveLength(1)
      expect(rig.sandbox.cardHistory(file.id).at(-1)?.status, file.name).toBe('permanent_failure')
    }
  })
})
