import { expect, it } from 'vitest'
import { fail } from '../../../core/errors/error.ts'
import { createRefusalLog } from '../../../core/intake/refusal-log.ts'

it('counts what it leaves out and tells with the first line of the next minute, for each code apart', () => {
  let now = 0
  const lines: { level: string; fields: Record<string, unknown> }[] = []
  const logger = {
    warn: (fields: object) => lines.push({ level: 'warn', fields: { ...fields } }),
    error: (fields: object) => lines.push({ level: 'error', fields: { ...fields } }),
  }
  const log = createRefusalLog(logger, () => now)
  const unsigned = fail('SKR_INTAKE_UNSIGNED', {})

  for (let sent = 0; sent < 30; sent += 1) log(unsigned, '192.0.2.1')
  log(fail('SKR_INTAKE_INTERNAL', {}), '192.0.2.1')
  now = 60_000
  log(unsigned, '192.0.2.2')
  log(unsigned, '192.0.2.3')

  expect(lines.map(({ level }) => level)).toEqual([...Array(10).fill('warn'), 'error', 'warn', 'warn'])
  expect(lines.slice(-2).map(({ fields }) => fields.suppressed)).toEqual([20, undefined])
})
