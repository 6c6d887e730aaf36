import { describe, expect, test } from 'vitest'
import type { StatusCardDraft } from '../../../core/cards/card.ts'
import { finishCards } from '../../../core/cards/finish.ts'
import {
  failedBesideOthers,
  failedForGood,
  nothingFound,
  pendingStatus,
  tooLarge,
  willTryAgain,
} from '../../../core/cards/status.ts'

const reason = (code: string, message = 'Error: x at /srv/plugins/exif/index.js:1:2') => ({
  code,
  message,
  retryable: false,
})
const words = (card: StatusCardDraft) => card.status.message
const minutes = (count: number) => count * 60_000

describe('status cards of the runner', () => {
  test('pass the check for cards as they are', () => {
    const cards = [
      pendingStatus(),
      nothingFound(),
      tooLarge(31_000_000, 20_000_000),
      failedForGood(reason('SKR_RUN_TIMED_OUT')),
      failedForGood(reason('skills_billing_error')),
      failedBesideOthers(reason('SKR_RUN_CRASHED'), ['exif']),
      willTryAgain(reason('SKR_BOX_UNAVAILABLE'), 'exif', minutes(5), 0),
    ]

    const caps = { maxCards: 20, maxEntries: 10, maxTextChars: 300, maxTitleChars: 20 }

    expect(finishCards(cards, caps)).toEqual({ cards, notes: [] })
  })

  test('have the code for which Box shows its own text where that says it all', () => {
    expect(pendingStatus().status.code).toBe('skills_pending_status')
    expect(nothingFound().status).toEqual({
      code: 'skills_no_info_found',
      message: 'No information was found in this file.',
    })
  })
})

describe('a file that is too large', () => {
  test.each([
    [31_000_000, 20_000_000, 'This file is 31 MB; files up to 20 MB are processed.'],
    [20_400_000, 20_000_000, 'This file is 20.4 MB; files up to 20 MB are processed.'],
    [20_010_000, 20_000_000, 'This file is 20.01 MB; files up to 20 MB are processed.'],
    [20_000_001, 20_000_000, 'This file is 20000001 bytes; files up to 20000000 bytes are processed.'],
    [999_600, 900, 'This file is 1 MB; files up to 900 bytes are processed.'],
    [20_000_400, 20_000_000, 'This file is 20000400 bytes; files up to 20000000 bytes are processed.'],
    [3_200_000_000_000, 1_500_000_000, 'This file is 3.2 TB; files up to 1.5 GB are processed.'],
  ])('of %d bytes for a limit of %d is told in numbers that differ', (size, limit, message) => {
    expect(tooLarge(size, limit).status).toEqual({ code: 'custom_error', message })
  })
})

describe('a failure for good', () => {
  test.each([
    ['SKR_RUN_TIMED_OUT', 'This file could not be processed: it took too long.'],
    ['SKR_RUN_CRASHED', 'This file could not be processed: it stopped unexpectedly.'],
    ['SKR_RUN_EXITED', 'This file could not be processed: it stopped unexpectedly.'],
    [
      'SKR_RUN_OUT_OF_MEMORY',
      'This file could not be processed: it needed too much memory, perhaps because the file is very large.',
    ],
    ['SKR_CARDS_TIME_ORDER', 'This file could not be processed: its result cannot be shown.'],
    ['SKR_RUN_FAILED', 'This file could not be processed: something went wrong.'],
    ['SKR_CODE_OF_LATER', 'This file could not be processed: something went wrong.'],
  ])('with the code %s is told in plain words, without its message', (code, message) => {
    expect(failedForGood(reason(code)).status).toEqual({ code: 'custom_error', message })
  })

  test("keeps a code of Box's kit, whose text Box shows in the reader's language", () => {
    expect(failedForGood(reason('skills_invalid_file_format_error', 'No PDF.')).status).toEqual({
      code: 'skills_invalid_file_format_error',
      message: 'No PDF.',
    })
    expect(words(failedForGood(reason('skills_external_auth_error', '')))).toBe(
      'A service that it needs refused to work with it.',
    )
  })

  test("shows the author's words where the author chose to speak", () => {
    expect(failedForGood(reason('custom_error', 'This PDF needs a password.')).status).toEqual({
      code: 'custom_error',
      message: 'This PDF needs a password.',
    })
    expect(failedForGood(reason('skills_no_info_found', 'No faces.')).status.code).toBe(
      'skills_no_info_found',
    )
    expect(failedForGood(reason('code_of_theirs', 'Their words.')).status).toEqual({
      code: 'custom_error',
      message: 'Their words.',
    })
    expect(words(failedForGood(reason('custom_error', ' ')))).toBe(
      'This file could not be processed: something went wrong.',
    )
  })
})

describe('the words of an author', () => {
  const shown = (message: string) => words(failedForGood(reason('custom_error', message)))

  test.each([
    ['Cannot read /tmp/skill-runner-1/ab12/file.mp4, sorry', 'Cannot read …, sorry'],
    ["ENOENT: open 'C:\\Users\\op\\models\\en.bin'", "ENOENT: open '…'"],
    ['Cannot import file:///srv/plugins/exif/index.js', 'Cannot import …'],
    ['See https://help.example/formats/pdf and/or ask', 'See https://help.example/formats/pdf and/or ask'],
    ['Key sk1234567890abcdefghijklmnopqrstuvwx refused', 'Key … refused'],
    ['Line one\nline\u0000 two\u001b[31m', 'Line one line  two'],
  ])('lose paths, keys and control characters: %j', (message, expected) => {
    expect(shown(message)).toBe(expected)
  })

  test('are cut to what fits on a card', () => {
    const long = shown('word '.repeat(200_000))

    expect(long.length).toBeLessThanOrEqual(300)
    expect(long.endsWith('word…')).toBe(true)
  })
})

describe('a failure beside cards of others', () => {
  test('names the plugin', () => {
    expect(failedBesideOthers(reason('SKR_RUN_TIMED_OUT'), ['exif']).status).toEqual({
      code: 'custom_error',
      message: 'The plugin "exif" could not process this file: it took too long.',
    })
  })

  test("names it for a code of Box's kit too, whose own text could not", () => {
    expect(failedBesideOthers(reason('skills_invalid_file_size_error', 'x'), ['ocr']).status).toEqual({
      code: 'custom_error',
      message: 'The plugin "ocr" could not process this file: files of this size are not supported.',
    })
  })

  test("names it before the author's words", () => {
    expect(words(failedBesideOthers(reason('custom_error', 'Page 3 is damaged'), ['ocr']))).toBe(
      'ocr: Page 3 is damaged.',
    )
  })
})

describe('a failure that will be tried again', () => {
  test.each([
    [1_000, 'in about a minute'],
    [minutes(1) + 1, 'in about 2 minutes'],
    [minutes(59), 'in about 59 minutes'],
    [minutes(60), 'in about an hour'],
    [minutes(150), 'in about 3 hours'],
    [-5, 'in about a minute'],
  ])('after %d ms says roughly when', (wait, when) => {
    const now = 1_700_000_000_000

    expect(words(willTryAgain(reason('SKR_BOX_RATE_LIMITED'), 'exif', now + wait, now))).toBe(
      `The plugin "exif" could not process this file yet: Box is busy. It will be tried again ${when}.`,
    )
  })

  test('says when even after a long message', () => {
    const message = words(willTryAgain(reason('custom_error', 'word '.repeat(100)), 'exif', minutes(5), 0))

    expect(message.length).toBeLessThanOrEqual(300)
    expect(message.endsWith('… It will be tried again in about 5 minutes.')).toBe(true)
  })
})
