import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url))

/** Runs a file of tests as its author would, with the built package and Node.js's own runner. */
function nodeTest(file: string, ...flags: readonly string[]): Promise<{ code: number; output: string }> {
  const args = [...flags, '--test', '--test-reporter=tap', `suite/${file}`]
  // Without the variables of this test runner: what it sets would be inherited by the other.
  const env = { PATH: process.env.PATH }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: fixtures, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

test.each([
  ['javascript.mjs', 5, 'a compiled plugin'],
  ['common.cjs', 2, 'a plugin that was required'],
])('%s passes under node:test, and ends by itself', async (file, count, name) => {
  const { code, output } = await nodeTest(file)

  expect(code, output).toBe(0)
  expect(output.match(/^ok \d+ - /gm)).toHaveLength(count)
  expect(output).toMatch(new RegExp(`^ok \\d+ - ${name}$`, 'm'))
  expect(output).toMatch(/^ {4}ok \d+ - stops within a second when it is told to$/m)
})

test('TypeScript passes under node:test with tsx', async () => {
  const { code, output } = await nodeTest('typescript.mts', '--import', 'tsx')

  expect(code, output).toBe(0)
  expect(output).toMatch(/^ok \d+ - a TypeScript plugin$/m)
})

test('a plugin that breaks a rule fails the test of that rule, with the fix', async () => {
  const { code, output } = await nodeTest('failing.mjs')

  expect(code).toBe(1)
  expect(output.match(/^ {4}not ok .*$/gm)).toEqual([
    expect.stringContaining('makes the same cards whatever it ran before'),
  ])
  expect(output).toContain('Keep what belongs to a run in local variables of run()')
  expect(output).toContain('[SKR_TESTING_RUNS_DEPENDENT]')
})

test('a plugin that the running file defines is refused even where no stack leads there', async () => {
  const { output } = await nodeTest('defined-here.mjs')

  expect(output).toContain('SKR_TESTING_DEFINED_IN_TEST')
})

test('a plugin can be defined where Error is frozen', async () => {
  const script = `const { definePlugin } = await import('box-skill-runner/plugin')
    console.log(definePlugin({ name: 'frozen' }).apiVersion)`
  const args = ['--frozen-intrinsics', '--input-type=module', '-e', script]

  const printed = await new Promise((resolve) =>
    execFile(process.execPath, args, { cwd: fixtures, env: {} }, (_, stdout) => resolve(stdout)),
  )

  expect(printed).toBe('1\n')
})
