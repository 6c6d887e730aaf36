import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const packages = ['core', ...readdirSync(join(root, 'plugins')).map((name) => join('plugins', name))]
const built = packages.flatMap((name) =>
  readdirSync(join(root, name, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => join(name, 'dist', path)),
)

// TypeScript 6 leaves a dynamic import inside of `export default …` as it is: the sources run, and what is published does not.
test('nothing that was built imports TypeScript', () => {
  const wrong = built.filter((path) =>
    /(?:\bimport\s*\(\s*|\bfrom\s+)['"]\.{1,2}\/[^'"]+\.ts['"]/.test(readFileSync(join(root, path), 'utf8')),
  )

  expect(built.length).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})
