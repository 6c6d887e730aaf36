import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Builds what browsers get, into `core/dist/console`: the page, and the two halves of a preview (`preview.js` and
 * `preview.css` for the browser, `render.js` for Node). Does nothing where the sources are those of the last build.
 */

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '..', 'dist', 'console')
const stamp = join(out, '.built')

const digest = await digestOfSources()
if (digest !== (await readFile(stamp, 'utf8').catch(() => ''))) {
  // Loaded only now: it takes longer than to find out that there is nothing to do.
  const { build } = await import('vite')
  const shared = {
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }
  await Promise.all(['page', 'preview'].map((part) => rm(join(out, part), { recursive: true, force: true })))
  await build({
    ...shared,
    root: join(here, 'page'),
    build: { outDir: join(out, 'page'), emptyOutDir: false, modulePreload: false, target: 'es2022' },
  })
  await build({
    ...shared,
    root: join(here, 'preview'),
    build: {
      outDir: join(out, 'preview'),
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: 'main.tsx',
        formats: ['iife'],
        name: 'preview',
        fileName: () => 'preview.js',
        cssFileName: 'preview',
      },
    },
    // A library leaves this to whoever uses it; here nobody would.
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  await build({
    ...shared,
    root: join(here, 'preview'),
    ssr: { noExternal: true },
    build: {
      outDir: join(out, 'preview'),
      emptyOutDir: false,
      target: 'node20',
      ssr: 'render.tsx',
      rollupOptions: { output: { entryFileNames: 'render.js' } },
    },
  })
  await writeFile(stamp, digest)
}

async function digestOfSources() {
  const require = createRequire(import.meta.url)
  const versions = ['preact', 'vite'].map((name) => require(`${name}/package.json`).version)
  const hash = createHash('sha256').update(versions.join(' '))
  const entries = await readdir(here, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  for (const file of files.sort()) hash.update(file.slice(here.length)).update(await readFile(file))
  return hash.digest('hex')
}
