import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { fail } from '../../../core/errors/error.ts'
import { locateSyntaxError } from '../../../core/registry/locate-syntax-error.ts'
import { makePluginFolder } from './plugin-folder.ts'

const unplaced = fail('SKR_PLUGIN_SYNTAX', { place: '/p/index.js', reason: 'Unexpected token' })

test.each(['plugin $& 1.mjs', 'plugin.js'])('the line is found of an ES module in %s', async (name) => {
  const folder = await makePluginFolder()
  const file = await folder.write({
    [name]: 'import fs from "node:fs"\nexport default {\n  run( { return 1 }\n}',
  })

  const located = await locateSyntaxError(unplaced, pathToFileURL(file).href)
  await folder.remove()

  expect(located.position).toEqual({ file, line: 3, column: 17 })
  expect(located.message).toBe(`${file}:3:17 cannot be parsed: Unexpected token.`)
})

test('a file that parses after all is named without a line', async () => {
  const folder = await makePluginFolder()
  const file = await folder.write({ 'plugin.mjs': 'export default 1' })

  const located = await locateSyntaxError(unplaced, pathToFileURL(file).href)
  await folder.remove()

  expect(located.message).toBe(`${file} cannot be parsed: Unexpected token.`)
})

test('what is no syntax error, or of no known file, is left as it is', async () => {
  const other = fail('SKR_PLUGIN_NAME_MISSING', { file: 'a' })

  expect(await locateSyntaxError(other, 'file:///p/a.mjs')).toBe(other)
  expect(await locateSyntaxError(unplaced, undefined)).toBe(unplaced)
  expect(await locateSyntaxError(unplaced, 'node:internal')).toBe(unplaced)
})
