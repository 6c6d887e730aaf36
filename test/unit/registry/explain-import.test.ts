import { expect, test } from 'vitest'
import { explainImport } from '../../../core/registry/explain-import.ts'

function thrown(name: string, message: string, more: { code?: string; stack?: string } = {}): Error {
  return Object.assign(new Error(message), { name }, more)
}

test('the file that a broken import stands in is named, not the entry', () => {
  const error = thrown('Error', "Cannot find package 'franc' imported from /p/lib/deep file.js", {
    code: 'ERR_MODULE_NOT_FOUND',
  })

  const { code, message, fix } = explainImport(error, '/p/index.js', [])

  expect(code).toBe('SKR_PLUGIN_DEPENDENCY_MISSING')
  expect(message).toBe('/p/lib/deep file.js needs the package "franc", which is not installed.')
  expect(fix).toContain('Run `npm install franc` in /p/lib.')
})

test('a missing file that is named by a URL is shown as a path', () => {
  const error = thrown('Error', "Cannot find module 'file:///p/a%20b.js' imported from file:///p/index.js", {
    code: 'ERR_MODULE_NOT_FOUND',
  })

  expect(explainImport(error, '/x', []).message).toBe('/p/index.js imports /p/a b.js, which is not there.')
})

test('a missing module whose message has an unknown form is shown as it is', () => {
  const error = thrown('Error', 'Nothing there', { code: 'MODULE_NOT_FOUND' })

  expect(explainImport(error, '/p/index.js', []).message).toContain('Nothing there')
})

test('TypeScript that nothing can load is told from other unknown files', () => {
  const ts = thrown('TypeError', 'Unknown file extension ".ts" for /p/index.ts', {
    code: 'ERR_UNKNOWN_FILE_EXTENSION',
  })
  const other = thrown('TypeError', 'Unknown file extension ".vue" for /p/a.vue', {
    code: 'ERR_UNKNOWN_FILE_EXTENSION',
  })

  expect(explainImport(ts, '/p/index.ts', [])).toMatchObject({
    code: 'SKR_PLUGIN_TYPESCRIPT_NO_LOADER',
    fix: expect.stringContaining('npm install --save-dev tsx'),
  })
  expect(explainImport(other, '/p/index.js', []).code).toBe('SKR_PLUGIN_IMPORT_REFUSED')
})

test('the place of a syntax error in CommonJS is read from what stands before the stack', () => {
  const stack = '/p/a b.cjs:3\nconst = 1\n      ^\n\nSyntaxError: Unexpected token\n    at wrapSafe'

  const { message, position } = explainImport(
    thrown('SyntaxError', "Unexpected token '='.", { stack }),
    '/p/index.cjs',
    [],
  )

  expect(position).toEqual({ file: '/p/a b.cjs', line: 3, column: 7 })
  expect(message).toBe("/p/a b.cjs:3:7 cannot be parsed: Unexpected token '='.")
})

test('a syntax error without a place is told for the entry', () => {
  const { message, position } = explainImport(thrown('SyntaxError', 'Unexpected token'), '/p/index.mjs', [])

  expect(message).toBe('/p/index.mjs cannot be parsed: Unexpected token.')
  expect(position).toBeUndefined()
})

test('a name that a file does not export is told with the file that wants it', () => {
  const stack = "file:///p/h.mjs:1\nimport {zork} from 'x'\n        ^^^^\nSyntaxError: …"
  const error = thrown('SyntaxError', "The requested module 'x' does not provide an export named 'zork'", {
    stack,
  })

  expect(explainImport(error, '/p/index.mjs', []).message).toContain('/p/h.mjs imports something')
})

test('CommonJS in an ES module is told with its file where the stack names it', () => {
  const message = 'require is not defined in ES module scope, you can use import instead'
  const known = thrown('ReferenceError', message, {
    stack: 'ReferenceError: …\n    at file:///p/deep.js:1:1',
  })
  const unknown = thrown('ReferenceError', message, { stack: 'ReferenceError' })

  expect(explainImport(known, '/p/index.js', []).message).toContain('/p/deep.js is written as CommonJS')
  expect(explainImport(unknown, '/p/index.js', []).message).toContain('/p/index.js is written as CommonJS')
})

test('a getter that throws counts as absent', () => {
  const error = {
    message: 'odd',
    get code() {
      throw new Error('no')
    },
  }

  expect(explainImport(error, '/p/index.js', []).message).toBe(
    '/p/index.js threw an error while it was loaded: odd',
  )
})

test('a hint of Node behind the importing file is not taken for a part of its name', () => {
  const error = thrown(
    'Error',
    'Cannot find module \'/p/a\' imported from /p/index.mjs\nDid you mean to import "../p/a.js"?',
    {
      code: 'ERR_MODULE_NOT_FOUND',
    },
  )

  expect(explainImport(error, '/x', []).message).toBe('/p/index.mjs imports /p/a, which is not there.')
})

test('an import that Node refuses for its form is told with the reason', () => {
  const error = thrown('TypeError', 'Module "file:///p/a.json" needs an import attribute of type "json"', {
    code: 'ERR_IMPORT_ATTRIBUTE_MISSING',
  })

  expect(explainImport(error, '/p/index.mjs', [])).toMatchObject({
    code: 'SKR_PLUGIN_IMPORT_REFUSED',
    message: expect.stringContaining('needs an import attribute of type "json".'),
  })
})

test('a native module that cannot be opened is told with the reason of the system', () => {
  const error = thrown('Error', '/p/a.node: file too short', { code: 'ERR_DLOPEN_FAILED' })

  expect(explainImport(error, '/p/index.cjs', [])).toMatchObject({
    code: 'SKR_PLUGIN_NATIVE_BROKEN',
    message: expect.stringContaining('file too short'),
    fix: expect.stringContaining('Run `npm rebuild` in /p'),
  })
})

test('the place of an error in TypeScript is read from the message of its compiler', () => {
  const error = thrown(
    'TransformError',
    'Transform failed with 1 error:\n/p/index.ts:4:0: ERROR: Expected ")" but found "}"',
  )

  for (const file of ['/p/index.ts', '/p/index.mts']) {
    const { message, position } = explainImport(error, file, [])
    expect(position).toEqual({ file, line: 4, column: 1 })
    expect(message).toBe(`${file}:4:1 cannot be parsed: Expected ")" but found "}".`)
  }
})
