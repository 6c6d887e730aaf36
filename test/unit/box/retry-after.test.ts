import { describe, expect, it } from 'vitest'
import { retryTime } from '../../../core/box/retry-after.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

describe('the time that a Retry-After header names', () => {
  it.each([
    ['0', 0],
    ['3', 3000],
    [' 3 ', 3000],
    ['1.5', 1500],
    ['Sun, 01 Mar 2026 12:00:20 GMT', 20_000],
    ['Sunday, 01-Mar-26 12:00:20 GMT', 20_000],
  ])('takes "%s"', (header, ms) => {
    expect(retryTime(header, undefined, now)).toBe(now + ms)
  })

  it('is not before now', () => {
    expect(retryTime('Sun, 01 Mar 2026 11:00:00 GMT', undefined, now)).toBe(now)
  })

  it('is at most an hour away', () => {
    expect(retryTime('999999999', undefined, now)).toBe(now + 3_600_000)
    expect(retryTime('Mon, 01 Mar 2027 12:00:00 GMT', undefined, now)).toBe(now + 3_600_000)
  })

  it('goes by the clock of the other side, where the answer shows it', () => {
    expect(retryTime('Sun, 01 Mar 2026 15:00:20 GMT', 'Sun, 01 Mar 2026 15:00:00 GMT', now)).toBe(
      now + 20_000,
    )
  })

  it.each([undefined, '', 'soon', '-5', '1e9', 'Sun, 99 Foo 2026 12:00:20 GMT', '2026-03-01'])(
    'ignores "%s"',
    (header) => {
      expect(retryTime(header, undefined, now)).toBeUndefined()
    },
  )
})
