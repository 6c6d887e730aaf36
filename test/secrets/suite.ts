import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createSearch, type Finding } from './canary.ts'
import { filesBelow, searchFile } from './places.ts'
import { sandboxMarks } from './sandbox-marks.ts'

/**
 * `npm run test:canary -- test/integration`: runs test suites with their output captured and a temporary folder of their own, and
 * searches both for the secrets that sandboxes mint, the folder also while they run. Ends with 1 where one is found. What
 * lives for less than a look, a fifth of a second, can be missed.
 */

/** Written by the tests themselves, as an operator's config would be, with the keys of a sandbox in it. */
const givenKeys = /^(skill\.config|second|config)\S*\.json$/
/** Where vitest keeps the sources of the tests, which may name a mark. */
const sources = /^[\w-]{21}\/ssr\//
const search = createSearch(sandboxMarks)
const folder = mkdtempSync(join(tmpdir(), 'canary-'))
const temp = join(folder, 'tmp')
mkdirSync(temp)

const findings = new Map<string, Finding>()
/** What a file was when it was last searched; others are passed over. */
const seen = new Map<string, string>()
let bytes = 0
let searches = 0

function note(found: readonly Finding[]): void {
  for (const finding of found) findings.set(JSON.stringify(finding), finding)
}

function lookAround(): void {
  for (const path of filesBelow(temp)) {
    if (sources.test(relative(temp, path))) continue
    const stat = statSync(path, { throwIfNoEntry: false })
    const state = `${stat?.size} ${stat?.mtimeMs}`
    if (stat === undefined || seen.get(path) === state || givenKeys.test(basename(path))) continue
    seen.set(path, state)
    bytes += stat.size
    searches += 1
    note(searchFile(search, path, relative(temp, path)))
  }
}

const args = process.argv.slice(2)
const tests = spawn('npx', ['vitest', 'run', ...args], {
  env: { ...process.env, TMPDIR: temp, NO_COLOR: '1' },
  stdio: ['ignore', 'pipe', 'pipe'],
})
let output = ''
for (const stream of [tests.stdout, tests.stderr]) {
  stream.on('data', (chunk: Buffer) => {
    output += chunk
    process.stdout.write(chunk)
  })
}
let code: number | null | undefined
tests.on('close', (exit) => {
  code = exit ?? 1
})
while (code === undefined) {
  lookAround()
  await wait(200)
}
lookAround()
note(search.in('output of the tests', output))
rmSync(folder, { recursive: true, force: true })

console.log(
  `Searched ${output.length} characters of output, and ${seen.size} files in ${searches} states, ${bytes} bytes.`,
)
for (const { canary, form, place } of findings.values()) console.log(`FOUND: ${canary}, ${form}, in ${place}`)
console.log(findings.size === 0 ? 'No secret was found.' : `${findings.size} findings.`)
process.exitCode = findings.size > 0 || (code ?? 1) !== 0 ? 1 : 0
