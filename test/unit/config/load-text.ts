import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { formatProblem } from '../../../core/config/explain.ts'
import type { Environment } from '../../../core/config/interpolate.ts'
import { type LoadedConfig, loadConfig } from '../../../core/config/load.ts'
import { Problems } from '../../../core/errors/problems.ts'

/** A key of the length that Box generates. */
export const goodKey = 'PrimaryKeyPrimaryKeyPrimaryKey01'

/** A file that is good with the environment `{ KEY: goodKey }`, with parts of it replaced or added. */
export function configText(parts: Readonly<Record<string, unknown>> = {}): string {
  const whole = {
    box: { signatureKeys: { primary: `\${KEY}` } },
    plugins: { words: { use: './plugins/words' } },
    routes: [{ extensions: ['txt'], plugins: ['words'] }],
    ...parts,
  }
  return JSON.stringify(whole)
}

/** Writes `text` to a real file named `skill.config.json` and runs `use` on its path. */
export async function withConfigFile<T>(
  text: string | Uint8Array,
  use: (file: string, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'skr-config-'))
  try {
    const file = join(folder, 'skill.config.json')
    await writeFile(file, text)
    return await use(file, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Loads a configuration from its text. */
export async function loadText(
  text: string | Uint8Array,
  env: Environment = { KEY: goodKey },
): Promise<LoadedConfig> {
  return await withConfigFile(text, (file) => loadConfig(file, env))
}

/** What `skill-runner check` would show for a bad file: one text a problem, with `skill.config.json` as the file's name. */
export async function problemsOf(
  text: string | Uint8Array,
  env: Environment = { KEY: goodKey },
): Promise<readonly string[]> {
  return await withConfigFile(text, async (file, folder) => {
    const problems = await thrownBy(loadConfig(file, env))
    return problems.map((problem) => withoutFolder(formatProblem(problem), folder))
  })
}

/** The warnings of a good file, as shown. */
export async function warningsOf(
  text: string,
  env: Environment = { KEY: goodKey },
): Promise<readonly string[]> {
  return await withConfigFile(text, async (file, folder) => {
    const { warnings } = await loadConfig(file, env)
    return warnings.map((warning) => withoutFolder(formatProblem(warning), folder))
  })
}

/** The folder goes out of the text, in the form that is shorter from the working folder, too. */
function withoutFolder(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, '').replaceAll(`${relative(process.cwd(), folder)}/`, '')
}

/** The problems that `work` is refused with. */
export async function thrownBy(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Problems)) throw error ?? new TypeError('Nothing was thrown.')
  return error.problems
}
