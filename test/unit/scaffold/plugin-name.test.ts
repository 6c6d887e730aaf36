import { expect, test } from 'vitest'
import { isRunnerError } from '../../../core/errors/error.ts'
import { pluginNames } from '../../../core/scaffold/plugin-name.ts'

test.each([
  ['invoice-dates', 'invoice-dates', 'box-skill-plugin-invoice-dates'],
  [' words2 ', 'words2', 'box-skill-plugin-words2'],
  ['box-skill-plugin-words', 'words', 'box-skill-plugin-words'],
  ['@acme/words', 'words', '@acme/box-skill-plugin-words'],
  ['@acme/box-skill-plugin-words', 'words', '@acme/box-skill-plugin-words'],
  ['a'.repeat(64), 'a'.repeat(64), `box-skill-plugin-${'a'.repeat(64)}`],
])('%j names the plugin %s and the package %s', (given, plugin, name) => {
  expect(pluginNames(given)).toEqual({ plugin, package: name })
})

test.each([
  ['Invoice Dates', 'invoice-dates'],
  ['Zähler', 'zahler'],
  ['1st-page', 'st-page'],
  ['words-', 'words'],
  ['my_words', 'my-words'],
  ['@Acme/words', 'words'],
  ['../words', 'words'],
  ['a'.repeat(65), 'a'.repeat(64)],
  [`@${'a'.repeat(190)}/words-of-the-day`, 'words-of-the-day'],
  ['', 'invoice-dates'],
  ['請求書', 'invoice-dates'],
])('%j is refused, and %s is offered', (given, example) => {
  const refused = () => pluginNames(given)

  expect(refused).toThrow(/cannot be the name/)
  expect(refused).toThrow(
    expect.toSatisfy(
      (error) => isRunnerError(error, 'SKR_NEW_NAME_INVALID') && error.params.example === example,
    ),
  )
})
