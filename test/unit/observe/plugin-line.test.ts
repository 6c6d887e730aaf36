import { expect, it } from 'vitest'
import { createLog } from '../../../core/observe/log.ts'
import { logPluginLine } from '../../../core/observe/plugin-line.ts'

it('names the plugin and the invocation, keeps the fields, and takes secrets out of them', () => {
  const lines: string[] = []
  const log = createLog('debug', { pretty: false, destination: { write: (line) => lines.push(line) } })

  logPluginLine(log, {
    plugin: 'words',
    invocationId: 'abc',
    level: 'warn',
    message: 'Slow.',
    fields: '{"token":"HUSH","pages":3}',
  })
  logPluginLine(log, {
    plugin: 'words',
    invocationId: undefined,
    level: 'debug',
    message: 'Bearer HUSH',
    fields: undefined,
  })

  const common = { time: expect.any(Number), plugin: 'words' }
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { ...common, level: 40, invocation: 'abc', fields: { token: '[redacted]', pages: 3 }, msg: 'Slow.' },
    { ...common, level: 20, msg: 'Bearer [redacted]' },
  ])
})
