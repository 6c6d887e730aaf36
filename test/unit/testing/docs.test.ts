import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
let folder: string
let page: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-a-plugin-'))
  page = await readFile(join(root, 'docs/test-a-plugin.md'), 'utf8')
})
afterAll(() => rm(folder, { recursive: true }))

/** Lays the code blocks that begin with the name of a file into a project; of two for one file the one at `take` counts. */
async function project(name: string, take: 0 | -1): Promise<string> {
  const cwd = join(folder, name)
  const blocks = [...page.matchAll(/^```(?:js|text)\n\/\/ (\S+)\n(.*?)^```$/gms)]
  for (const file of new Set(blocks.map(([, file = '']) => file))) {
    await mkdir(dirname(join(cwd, file)), { recursive: true })
    await writeFile(join(cwd, file), blocks.filter((block) => block[1] === file).at(take)?.[2] ?? '')
  }
  await symlink(join(root, 'node_modules'), join(cwd, 'node_modules'))
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ name: 'longest-words', type: 'module' }))
  return cwd
}

function run(cwd: string, ...args: readonly string[]): Promise<{ code: number; output: string }> {
  const env = { PATH: process.env.PATH }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

test('the tests on the page about testing pass, and print what the page says', async () => {
  const printed = /\$ node --test\n(.*?)```/s.exec(page)?.[1]?.trimEnd().split('\n') ?? []

  const { code, output } = await run(await project('node', 0), '--test', '--test-reporter=spec')

  expect(code, output).toBe(0)
  expect(printed).toHaveLength(12)
  for (const line of printed) expect(output).toContain(line)
  expect(output).toContain('pass 16\n')
})

test('the suite of the page passes under vitest, too', async () => {
  const cwd = await project('vitest', -1)

  const { code, output } = await run(cwd, join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'contract')

  expect(code, output).toBe(0)
  expect(output).toMatch(/11 passed/)
})
