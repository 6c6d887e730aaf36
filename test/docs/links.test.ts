import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { registry } from '../../core/errors/registry.ts'
import { documents, root, textOf } from './blocks.ts'

/** The text without its blocks of code. */
function proseOf(document: string): string {
  return textOf(document).replace(/^ *```[\s\S]*?^ *```$/gm, '')
}

/** Anchors of the headings, as GitHub makes them. */
function anchorsOf(document: string): ReadonlySet<string> {
  const seen = new Map<string, number>()
  const headings = [...proseOf(document).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
  return new Set(
    headings.map((slug) => {
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    }),
  )
}

test.each(documents)('%s links to what there is', (document) => {
  const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  const dead = links
    .filter((link) => !/^(https?|mailto):/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? document : relative(root, resolve(root, dirname(document), path))
      // The reference is made by `npm run docs`.
      if (target.startsWith('docs/reference')) return false
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && !anchorsOf(target).has(anchor)
    })
  expect(dead).toEqual([])
})

test.each(documents.filter((document) => document !== 'docs/errors.md'))(
  '%s names only codes that there are',
  (document) => {
    const codes = Object.keys(registry)
    const named = [...textOf(document).matchAll(/SKR_[A-Z_]+/g)].map(([code]) => code)
    // `SKR_CARDS_` stands for all that begin so.
    const strange = named.filter(
      (code) => !(code.endsWith('_') ? codes.some((one) => one.startsWith(code)) : codes.includes(code)),
    )
    expect(strange).toEqual([])
  },
)

test('the index of the documents names each of them', () => {
  const index = textOf('docs/README.md')
  const missing = documents
    .filter((document) => document.startsWith('docs/') && document !== 'docs/README.md')
    .filter((document) => !index.includes(`](${document.slice('docs/'.length)})`))
  expect(missing).toEqual([])
})
