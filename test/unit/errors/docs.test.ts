import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { errorsMarkdown } from '../../../core/errors/docs.ts'
import { registry } from '../../../core/errors/registry.ts'

test('docs/errors.md says what the registry says', async () => {
  const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8')

  expect(page, 'run `npx tsx core/errors/write-docs.ts`').toBe(errorsMarkdown(registry))
})

test('every code has a heading of its own on the page', () => {
  const headings = [...errorsMarkdown(registry).matchAll(/^### (\S+)$/gm)].map((match) => match[1])

  expect(headings.toSorted()).toEqual(Object.keys(registry).toSorted())
})

test('an entry tells what happened, why, what to do, the status and the retrying', () => {
  const page = errorsMarkdown({
    SKR_BOX_SLOW: {
      message: 'Box took {ms} ms.',
      why: 'It <is> slow.',
      fix: 'Run `npm *`.',
      status: 503,
      retryable: true,
    },
  })

  expect(page).toContain('## Box\n\nProblems of talking to Box.\n\n### SKR_BOX_SLOW\n\n> Box took {ms} ms.\n')
  expect(page).toContain('**Why:** It \\<is\\> slow. HTTP status 503. Tried again by itself.\n')
  expect(page).toContain('**What to do:** Run `npm *`.\n')
})

test('a code of an area without a chapter still stands on the page', () => {
  const page = errorsMarkdown({ SKR_ODD_THING: { message: 'a', why: 'b', fix: 'c' } })

  expect(page).toContain('## Others')
  expect(page).toContain('### SKR_ODD_THING')
})
