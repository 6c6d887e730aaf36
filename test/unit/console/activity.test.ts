import { expect, test } from 'vitest'
import { createActivity } from '../../../core/console/activity.ts'

const line = { time: 5, level: 30, invocation: 'a', msg: 'Text.' }

test('the last step of each plugin is kept by its invocation', () => {
  const activity = createActivity()
  activity.progress({ invocationId: 'a', plugin: 'one', fraction: 0.2, message: undefined })
  activity.progress({ invocationId: 'a', plugin: 'one', fraction: 0.5, message: 'half' })
  activity.progress({ invocationId: 'b', plugin: 'one', fraction: 0.9, message: undefined })
  expect([...activity.progressOf('a')]).toEqual([['one', { fraction: 0.5, message: 'half' }]])
  expect(activity.progressOf('c').size).toBe(0)
})

test('records become lines with level, plugin, text, and the stack or the fields', () => {
  const activity = createActivity()
  activity.record({ ...line, plugin: 'one', fields: { bytes: 3 } })
  activity.record({ ...line, level: 40, stack: 'Error\n at x', fields: {} })
  activity.record({ time: 6, level: 60, invocation: 'a' })
  expect(activity.linesOf('a')).toEqual([
    { at: 5, level: 'info', plugin: 'one', text: 'Text.', more: '{"bytes":3}' },
    { at: 5, level: 'warn', plugin: undefined, text: 'Text.', more: 'Error\n at x' },
    { at: 6, level: 'error', plugin: undefined, text: '', more: undefined },
  ])
})

test('records of no invocation are passed over', () => {
  const activity = createActivity()
  const told: string[] = []
  activity.subscribe((id) => told.push(id))
  activity.record({ time: 1, level: 30, msg: 'listening' })
  activity.record(line)
  expect(told).toEqual(['a'])
})

test('the oldest lines and the oldest invocations go when there are too many', () => {
  const activity = createActivity()
  for (let index = 0; index < 600; index += 1) activity.record({ ...line, msg: String(index) })
  expect(activity.linesOf('a')).toHaveLength(500)
  expect(activity.linesOf('a').at(-1)?.text).toBe('599')
  for (let index = 0; index < 500; index += 1) activity.record({ ...line, invocation: `i${index}` })
  expect(activity.linesOf('a')).toEqual([])
  expect(activity.linesOf('i499')).toHaveLength(1)
})
