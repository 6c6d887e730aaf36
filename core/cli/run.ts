import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { createLog } from '../observe/log.ts'
import { logPluginLine } from '../observe/plugin-line.ts'
import { createPool, type Pool } from '../pool/pool.ts'
import { openTempFolder } from '../pool/temp-folder.ts'
import { createRouter } from '../routing/router.ts'
import { writeHtml } from './html.ts'
import { type LocalResult, type LocalRunOptions, runLocally } from './local-run.ts'
import { cardLines } from './print-cards.ts'
import { exitCodes } from './report.ts'
import { pluginsToRun, type RunOptions } from './run-plugins.ts'
import { createRunProgress } from './run-progress.ts'
import { summaryLines } from './run-summary.ts'

/** Runs plugins over local files and prints the cards. Resolves to the exit code. */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const { loaded, plugins, chosen } = await pluginsToRun(options, process.env)
  const { config } = loaded
  const temp = await openTempFolder(config.files.tempDir)
  // Standard output is for the cards alone.
  const log = createLog(config.log.level, {
    pretty: process.stderr.isTTY === true,
    destination: process.stderr,
  })
  const pool = createPool({
    config,
    plugins,
    env: process.env,
    tempDir: temp.path,
    onLine: (line) => logPluginLine(log, line),
  })
  const abort = new AbortController()
  const onInterrupt = () => abort.abort('Ctrl-C')
  process.once('SIGINT', onInterrupt)
  try {
    const files = (await Promise.all(paths.map(filesBelow))).flat()
    const begun = performance.now()
    const results = await runAll(
      files,
      {
        config,
        pool,
        router: createRouter(config),
        tempDir: temp.path,
        plugins: chosen,
        signal: abort.signal,
      },
      atOnce(pool, Object.keys(plugins)),
      options.json === true,
    )
    if (results.length > 1) {
      // Standard output is for whatever reads the JSON.
      const say = options.json === true ? console.error : console.log
      say(`\n${summaryLines(results, performance.now() - begun).join('\n')}`)
    }
    if (options.html !== undefined) {
      await writeHtml(options.html, results)
      console.error(`\nWritten: ${printable(options.html, 300)}`)
    }
    return results.some(({ status }) => status === 'failed' || status === 'partial') ? exitCodes.failed : 0
  } finally {
    process.off('SIGINT', onInterrupt)
    await pool.close()
    await temp.remove()
  }
}

/** Files in hand: enough that no thread of any plugin waits for work. */
function atOnce(pool: Pool, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + pool.slots(name), 0) * 2
}

/** Runs up to `limit` files at once and prints the results in the order of the files. */
async function runAll(
  files: readonly string[],
  options: LocalRunOptions,
  limit: number,
  json: boolean,
): Promise<readonly LocalResult[]> {
  const pending: Promise<LocalResult>[] = []
  const results: LocalResult[] = []
  const progress = createRunProgress(files.length, process.stderr)
  let next = 0
  const begin = () => {
    const file = files[next++]
    if (file === undefined) return
    progress.began(file)
    const result = runLocally(file, options)
    result.then(
      ({ status }) => progress.ended(file, status === 'failed' || status === 'partial'),
      // Told when its turn comes; until then a failure must not count as unhandled.
      () => progress.ended(file, true),
    )
    pending.push(result.finally(begin))
    pending.at(-1)?.catch(() => undefined)
  }
  for (let started = 0; started < limit; started += 1) begin()
  for (let index = 0; index < files.length; index += 1) {
    const result = await (pending[index] as Promise<LocalResult>)
    progress.clear()
    print(result, json)
    results.push(result)
  }
  return results
}

function print(result: LocalResult, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(result))
    return
  }
  const took = result.plugins.map(({ name, durationMs }) => `${name} ${durationMs} ms`).join(', ')
  const head = `${printable(result.file, 300)}: ${result.status}${took === '' ? '' : ` (${took})`}`
  console.log(result.status === 'ignored' ? `${head}: ${printable(result.reason ?? '', 300)}` : head)
  for (const line of cardLines(result.cards, process.stdout.isTTY === true)) console.log(`  ${line}`)
  for (const { name, error } of result.plugins) {
    if (error !== undefined)
      console.log(
        `  ${error.code} ${printable(`${name}: ${error.message}`, 1000)}${error.fix ? `\n    ${printable(error.fix, 1000)}` : ''}`,
      )
  }
}

/** A file as it is; of a folder all files in it and below, but for hidden ones. */
async function filesBelow(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw fail(
      'SKR_CLI_FILE_NOT_READABLE',
      { file: path, detail: (error as NodeJS.ErrnoException).code ?? 'unknown' },
      { cause: error },
    )
  })
  if (!found.isDirectory()) return [path]
  const entries = await readdir(path, { withFileTypes: true })
  const below = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1))
  return (
    await Promise.all(
      below.map((entry) => (entry.isFile() || entry.isDirectory() ? filesBelow(join(path, entry.name)) : [])),
    )
  ).flat()
}
