import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { fail } from '../../../core/errors/error.ts'
import { createLog } from '../../../core/observe/log.ts'

function collect(pretty = false) {
  const lines: string[] = []
  const log = createLog('debug', { pretty, destination: { write: (line) => lines.push(line) } })
  return { log, lines, last: () => JSON.parse(lines.at(-1) as string) as Record<string, unknown> }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colors are control sequences
const withoutColors = (line: string | undefined) => line?.replace(/\u001b\[\d+m/g, '')

describe('createLog', () => {
  it('writes one JSON object a line, with the time, and neither process nor host', () => {
    const { log, lines, last } = collect()

    log.info({ port: 8080 }, 'Listening.')

    expect(lines[0]).toMatch(/^\{.*\}\n$/)
    expect(last()).toEqual({ level: 30, time: expect.any(Number), port: 8080, msg: 'Listening.' })
  })

  it('leaves out what is below its level', () => {
    const lines: string[] = []
    const log = createLog('warn', { pretty: false, destination: { write: (line) => lines.push(line) } })

    log.info('not this')
    log.warn('this')
    createLog('silent', { pretty: false, destination: { write: (line) => lines.push(line) } }).error(
      'not this',
    )

    expect(lines).toHaveLength(1)
  })

  it('hands every record on without secrets, also those that it does not print', () => {
    const lines: string[] = []
    const records: unknown[] = []
    const log = createLog('silent', {
      pretty: false,
      destination: { write: (line) => lines.push(line) },
      onRecord: (record) => records.push(record),
    })

    log.debug({ token: 'abc' }, 'Reading.')

    expect(records).toMatchObject([{ level: 20, token: '[redacted]', msg: 'Reading.' }])
    expect(lines).toEqual([])
  })

  it('names the invocation and the plugin on the lines of a child', () => {
    const { log, last } = collect()

    log.child({ invocation: 'abc', plugin: 'words' }).info('Working.')

    expect(last()).toMatchObject({ invocation: 'abc', plugin: 'words', msg: 'Working.' })
  })

  it.each([
    'access_token',
    'accessToken',
    'token',
    'tokens',
    'writeToken',
    'authorization',
    'Authorization',
    'cookie',
    'signatureKeys',
    'sealKey',
    'secrets',
    'client_secret',
    'password',
    'api_key',
    'box-signature-primary',
  ])('takes out the value of %s at any depth', (key) => {
    const { log, lines } = collect()

    log.info({ [key]: 'HUSH', deep: [{ [key]: { inner: 'HUSH' } }] }, 'Text.')
    log.child({ [key]: 'HUSH' }).info('Text.')

    expect(lines.join('')).not.toContain('HUSH')
    expect(lines.join('').match(/\[redacted\]/g)).toHaveLength(3)
  })

  it.each([
    'sent Authorization: Bearer HUSH.hush_1-2==',
    'sent basic HUSH',
    'GET https://api.box.com/2.0/files/1/content?access_token=HUSH&a=b',
    'body was {"access_token":"HUSH","expires_in":1}',
    'download from https://dl.boxcloud.com/d/1/HUSH/download',
  ])('takes the secret out of the text %j, wherever it stands', (text) => {
    const { log, lines } = collect()

    log.info(text)
    log.info({ detail: [text] })
    log.error(new Error(text))
    log.error({
      err: Object.assign(new Error('outer', { cause: new Error(text) }), {
        request: { headers: { authorization: 'HUSH' } },
      }),
    })

    expect(lines).toHaveLength(4)
    expect(lines.join('')).not.toContain('HUSH')
  })

  it('keeps what only sounds like a secret', () => {
    const { log, last } = collect()

    log.info({ hasTokens: true, tokens: 5, keyword: 'box', name: 'token.txt', bytes: null })

    expect(last()).toMatchObject({
      hasTokens: true,
      tokens: 5,
      keyword: 'box',
      name: 'token.txt',
      bytes: null,
    })
  })

  it('writes to standard output where no destination is given, also as the process ends', () => {
    const script = `import { createLog } from ${JSON.stringify(new URL('../../../core/observe/log.ts', import.meta.url).href)}
      createLog('info', { pretty: false }).info({ token: 'HUSH' }, 'Last words.')
      process.exit(0)`

    const written = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    })

    expect(JSON.parse(written)).toMatchObject({ msg: 'Last words.', token: '[redacted]' })
  })

  it('survives a circle', () => {
    const { log, last } = collect()
    const circle: Record<string, unknown> = { name: 'a' }
    circle.self = circle

    log.info({ circle }, 'Round.')

    expect(last().msg).toBe('Round.')
  })
})

describe('lines for a terminal', () => {
  it('are short, with the level in words and the fields behind', () => {
    const { log, lines } = collect(true)

    log.warn({ plugin: 'words', file: 'two words.txt', sizes: [1, 2] }, 'Slow.')
    log.info('Ready.')

    expect(withoutColors(lines[0])).toMatch(
      /^\d\d:\d\d:\d\d warn {2}Slow\. {2}plugin=words file="two words\.txt" sizes=\[1,2\]\n$/,
    )
    expect(withoutColors(lines[1])).toMatch(/^\d\d:\d\d:\d\d info {2}Ready\.\n$/)
  })

  it('show the fix and the stack of an error below', () => {
    const { log, lines } = collect(true)
    const error = fail('SKR_INTAKE_UNSIGNED', {})

    log.error({ err: error, code: error.code, fix: error.fix }, 'Event refused.')
    log.error({ stack: 'Error: in a worker\n    at plugin.ts:1' }, 'Run failed.')
    log.error({ err: 'only a text' })

    const rows = withoutColors(lines[0])?.split('\n') ?? []
    expect(rows[0]).toMatch(/error Event refused\. {2}code=SKR_INTAKE_UNSIGNED$/)
    expect(rows[1]?.trim()).toBe(error.fix)
    expect(rows[2]).toContain('RunnerError: The event is not signed.')
    expect(withoutColors(lines[1])).toContain('at plugin.ts:1')
    expect(withoutColors(lines[2])).toMatch(/error \n$/)
  })

  it('cannot be steered by a file name', () => {
    const { log, lines } = collect(true)

    log.info({ file: 'a\u001b[2Jb\u202egpj.exe\u009b31m', 'k\u0007': 1 }, 'File \u001b[31mx\nforged line')

    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(withoutColors(lines[0])?.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    expect(withoutColors(lines[0])).toMatch(/info {2}File x forged line {2}file=/)
  })

  it('stay short, whatever is logged', () => {
    const { log, lines } = collect(true)

    log.error({ detail: 'd'.repeat(100_000), stack: 's'.repeat(100_000) }, 'm'.repeat(100_000))

    expect(lines[0]?.length).toBeLessThan(6000)
  })

  it('take secrets out as well, and name an unknown level', () => {
    const { log, lines } = collect(true)

    log.fatal({ token: 'HUSH' }, 'Bearer HUSH')
    log.trace('not shown')

    expect(withoutColors(lines.join(''))).toMatch(/fatal Bearer \[redacted\] {2}token=\[redacted\]\n$/)
  })
})
