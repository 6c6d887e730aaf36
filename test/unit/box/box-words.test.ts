import { describe, expect, it } from 'vitest'
import { boxWords } from '../../../core/box/box-words.ts'

const say = (body: unknown, token?: string) => boxWords(JSON.stringify(body), token)

describe("Box's words in a message", () => {
  it('quotes code, message and request id', () => {
    expect(
      say({ type: 'error', status: 404, code: 'not_found', message: 'Not Found', request_id: 'abc1' }),
    ).toBe(' (not_found: "Not Found", request abc1)')
  })

  it('names the first fields that were wrong', () => {
    const errors = [1, 2, 3, 4].map((n) => ({
      name: `cards[${n}]`,
      message: 'is odd',
      reason: 'invalid_parameter',
    }))

    expect(say({ code: 'bad_request', message: 'Bad', context_info: { errors } })).toBe(
      ' (bad_request: "Bad; cards[1] is odd; cards[2] is odd; cards[3] is odd")',
    )
  })

  it('reads the form of the token calls, and parts that stand alone', () => {
    expect(say({ error: 'invalid_grant', error_description: 'No' })).toBe(' (invalid_grant: "No")')
    expect(say({ message: 'Only this' })).toBe(' ("Only this")')
    expect(say({ code: 'only_this' })).toBe(' (only_this)')
  })

  it.each([
    '',
    'null',
    '[]',
    '"x"',
    '<html>Bad gateway</html>',
    '{"code": 5, "context_info": {"errors": [null, 3]}}',
  ])('says nothing for %s', (body) => {
    expect(boxWords(body, undefined)).toBe('')
  })

  it('is one short printable line', () => {
    const words = say({ code: 'x', message: `a\r\nb\u001b[31m\u202e${'long '.repeat(1000)}` })

    expect(words.length).toBeLessThan(700)
    expect(words).not.toMatch(/[\p{Cc}\u202e]/u)
  })

  it('leaves out whatever grants access', () => {
    const words = say(
      {
        code: 'T0k/n in the code',
        message:
          'Bearer abc.def was T0k/n or T0k%2Fn, see https://u:p@dl.boxcloud.com/d/secret?sig=secret#x and http://h/y and /d?sig=secret. Why?',
        request_id: 'T0k/n',
      },
      'T0k/n',
    )

    expect(words).toBe(
      ' ([token] in the code: "Bearer [token] was [token] or [token], see https://dl.boxcloud.com/… and http://h/… and /d?… Why?", request [token])',
    )
  })
})
