import { expect, test } from 'vitest'
import { fail, isRunnerError, messageOf, RunnerError } from '../../../core/errors/error.ts'
import { Problems } from '../../../core/errors/problems.ts'

test('the placeholders of all three texts are filled, and others are left as they are', () => {
  const error = fail('SKR_PLUGIN_NOT_FOUND', { use: 'words', hint: '', folder: '/{use}' })

  expect(error.message).toBe('The plugin package "words" is not installed.')
  expect(error.why).toContain('from /{use} upwards')
  expect(error.fix).toContain('`npm install words` in /{use}')
  expect(new RunnerError('SKR_PLUGIN_NAME_MISSING', {}).message).toBe('{file}: the plugin has no name.')
})

test('a code without a status is a fault of ours to whoever asks over HTTP', () => {
  expect(fail('SKR_PLUGIN_NAME_MISSING', { file: 'a' }).statusCode).toBe(500)
})

test('an error is known as ours, of any code or of one', () => {
  const error = fail('SKR_PLUGIN_NAME_MISSING', { file: 'a' })

  expect(isRunnerError(error)).toBe(true)
  expect(isRunnerError(error, 'SKR_PLUGIN_NAME_MISSING')).toBe(true)
  expect(isRunnerError(error, 'SKR_PLUGIN_RUN_MISSING')).toBe(false)
  expect(isRunnerError(new Error('SKR_PLUGIN_NAME_MISSING'))).toBe(false)
})

test('anything that was thrown has a text', () => {
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()

  expect(messageOf(new Error('a'))).toBe('a')
  expect(messageOf(new TypeError(''))).toBe('TypeError')
  expect(messageOf(7)).toBe('7')
  expect(messageOf(Object.create(null))).toBe('an object that cannot be read')
  expect(messageOf(revoked.proxy)).toBe('an object that cannot be read')
})

test('several problems read as their messages, one a line', () => {
  const problems = new Problems([
    fail('SKR_PLUGIN_NAME_MISSING', { file: 'a' }),
    fail('SKR_PLUGIN_RUN_MISSING', { file: 'a' }),
  ])

  expect(problems.message).toBe('a: the plugin has no name.\na: the plugin has no run().')
})
