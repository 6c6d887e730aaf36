import { describe, expect, test } from 'vitest'
import type { CardDraft } from '../../../core/cards/card.ts'
import type { RunResult } from '../../../core/invocation/run-result.ts'
import { type Circumstances, decide, isFinal, nextTry } from '../../../core/processing/outcome.ts'

const card = (title: string): CardDraft => ({
  type: 'skill_card',
  skill_card_type: 'keyword',
  skill_card_title: { message: title },
  entries: [],
})
const good = (plugin: string, ...titles: string[]): RunResult => ({
  ok: true,
  plugin,
  durationMs: 1,
  cards: titles.map(card),
})
const bad = (plugin: string, code: string, retryable = false, retryAtMs?: number): RunResult => ({
  ok: false,
  plugin,
  durationMs: 1,
  error: {
    code,
    message: `${code} happened.`,
    retryable,
    ...(retryAtMs !== undefined && { retryAt: retryAtMs }),
  },
})
const now: Circumstances = {
  attempt: 1,
  retry: { attempts: 3, firstDelayMs: 1000, maxDelayMs: 10_000 },
  tokensExpireAt: 1_000_000,
  now: 100_000,
  random: 0.5,
}
const titles = (cards: readonly CardDraft[]) => cards.map((one) => one.skill_card_title?.message)

describe('what the results of the plugins amount to', () => {
  test('all good: the cards in order, success', () => {
    const decision = decide([good('a', '1', '2'), good('b', '3')], now)
    expect(decision).toMatchObject({ type: 'end', state: 'succeeded', status: 'success', reason: undefined })
    expect(decision.type === 'end' && titles(decision.cards)).toEqual(['1', '2', '3'])
  })

  test('all good without a card: people are told that nothing was found', () => {
    expect(decide([good('a'), good('b')], now)).toMatchObject({
      state: 'succeeded',
      cards: [{ status: { code: 'skills_no_info_found' } }],
    })
  })

  test('one failed for good beside a good one: the good cards first, then what failed', () => {
    const decision = decide([bad('a', 'SKR_RUN_FAILED'), good('b', '1')], now)
    expect(decision).toMatchObject({
      type: 'end',
      state: 'partial',
      status: 'success',
      reason: { code: 'SKR_RUN_FAILED' },
    })
    expect(decision.type === 'end' && titles(decision.cards)).toEqual(['1', 'Error'])
  })

  const messages = (results: readonly RunResult[]) => {
    const decision = decide(results, now)
    return decision.type === 'end'
      ? decision.cards.flatMap((one) => ('status' in one ? [one.status.code, one.status.message] : []))
      : []
  }

  test('all failed for the same reason: one card says it, in the words of Box where it has some', () => {
    const code = 'skills_invalid_file_format_error'
    expect(messages([bad('a', code), bad('b', code), bad('c', code)])).toEqual([code, `${code} happened.`])
  })

  test('several failed for the same reason beside a good one: one card names them all', () => {
    const code = 'skills_invalid_file_format_error'
    const results = [bad('a', code), good('b', '1'), bad('c', 'custom_error'), bad('d', code)]

    expect(messages(results)).toEqual([
      'custom_error',
      'The plugins "a" and "d" could not process this file: files of this format are not supported.',
      'custom_error',
      'c: custom_error happened.',
    ])
  })

  test('all failed for good and for other reasons: one status card each, permanent failure', () => {
    expect(decide([bad('a', 'SKR_RUN_FAILED'), bad('b', 'SKR_RUN_EXITED')], now)).toMatchObject({
      type: 'end',
      state: 'failed',
      status: 'permanent_failure',
      cards: [{ skill_card_type: 'status' }, { skill_card_type: 'status' }],
    })
  })

  test('one may pass: it is tried again, and the good cards stand meanwhile', () => {
    const decision = decide([good('a', '1'), bad('b', 'x', true), bad('c', 'SKR_RUN_FAILED')], now)
    expect(decision).toMatchObject({
      type: 'retry',
      at: 101_000,
      status: 'transient_failure',
      reason: { code: 'x' },
    })
    expect(decision.type === 'retry' && titles(decision.cards)).toEqual(['1', 'Status'])
  })

  test.each(['SKR_BOX_UNAUTHORIZED', 'SKR_BOX_TOKEN_EXPIRED', 'SKR_BOX_NOT_FOUND'])(
    '%s: it ends at once, whatever else may pass, with cards that the write may still get through',
    (code) => {
      const decision = decide([good('a', '1'), bad('b', 'SKR_BOX_UNAVAILABLE', true), bad('c', code)], now)

      expect(decision).toMatchObject({ type: 'end', state: 'partial', reason: { code } })
      expect(titles(decision.cards)).toEqual(['1', 'Error', 'Error'])
    },
  )

  test('what may pass, but not before the tokens expire: it ends, and the reason says why', () => {
    const decision = decide([bad('a', 'SKR_BOX_UNAVAILABLE', true, 2_000_000)], now)

    expect(decision).toMatchObject({
      type: 'end',
      state: 'failed',
      status: 'permanent_failure',
      reason: {
        code: 'SKR_BOX_UNAVAILABLE',
        message: expect.stringMatching(
          /^SKR_BOX_UNAVAILABLE happened\. .* expire .*1970-01-01T00:16:40\.000Z\.$/,
        ),
      },
    })
    expect(messages([bad('a', 'SKR_BOX_UNAVAILABLE', true, 2_000_000)])).toEqual([
      'custom_error',
      'This file could not be processed: Box could not be reached.',
    ])
  })
})

describe('when to try again', () => {
  const reason = (code: string, at?: number) => ({
    code,
    message: '',
    retryable: true,
    ...(at !== undefined && { retryAt: at }),
  })

  test('not after the last try', () => {
    expect(nextTry([reason('x')], { ...now, attempt: 3 })).toBe('tries')
  })

  test.each(['SKR_BOX_UNAVAILABLE', 'SKR_FILE_NOT_STORED', 'SKR_FILE_TEMP_NOT_WRITABLE'])(
    '%s uses up no tries',
    (code) => {
      expect(nextTry([reason(code)], { ...now, attempt: 50 })).toBe(110_000)
    },
  )

  test('not before the time that the other side asked for', () => {
    expect(nextTry([reason('x', 130_000)], now)).toBe(130_000)
  })

  test('never after the tokens have expired', () => {
    expect(nextTry([reason('SKR_BOX_UNAVAILABLE')], { ...now, tokensExpireAt: 100_500 })).toBe('tokens')
  })
})

test('a result is final unless it may pass', () => {
  expect([good('a'), bad('a', 'x'), bad('a', 'x', true)].map(isFinal)).toEqual([true, true, false])
})
