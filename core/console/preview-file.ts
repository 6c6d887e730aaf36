import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fail, messageOf } from '../errors/error.ts'
import { builtConsole } from './page-files.ts'
import type { FilePreview } from './view.ts'

/** What `npm run build` makes of `preview/`. */
interface BuiltPreview {
  readonly script: string
  readonly style: string
  readonly render: (files: readonly FilePreview[]) => string
}

/**
 * Writes the cards of some files as one page that needs nothing from elsewhere: it can be mailed, kept with a build or
 * opened from the disk, and is whole where scripts do not run. Throws `SKR_CONSOLE_NOT_BUILT` and
 * `SKR_CONSOLE_HTML_NOT_WRITTEN`.
 */
export async function writePreview(path: string, files: readonly FilePreview[]): Promise<void> {
  const html = page(files, await loadPreview())
  try {
    await writeFile(path, html)
  } catch (error) {
    throw fail('SKR_CONSOLE_HTML_NOT_WRITTEN', { path, detail: messageOf(error) }, { cause: error })
  }
}

async function loadPreview(): Promise<BuiltPreview> {
  const folder = join(builtConsole, 'preview')
  try {
    const [script, style, { renderPreview }] = await Promise.all([
      readFile(join(folder, 'preview.js'), 'utf8'),
      readFile(join(folder, 'preview.css'), 'utf8'),
      import(pathToFileURL(join(folder, 'render.js')).href),
    ])
    return { script, style, render: renderPreview }
  } catch (error) {
    throw fail('SKR_CONSOLE_NOT_BUILT', { folder }, { cause: error })
  }
}

/** The policy names the very script and style of the page, so that nothing else could run in it. */
function page(files: readonly FilePreview[], { script, style, render }: BuiltPreview): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Cards in Box</title>
<style>${style}</style>
</head>
<body>
<div id="preview">${render(files)}</div>
<script type="application/json" id="data">${asData(files)}</script>
<script>${script}</script>
</body>
</html>
`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** JSON that cannot end the element that it stands in: there is no `<` in it. */
function asData(files: readonly FilePreview[]): string {
  return JSON.stringify(files).replaceAll('<', '\\u003c')
}
