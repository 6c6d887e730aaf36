import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What `new Worker` or a pool needs to start a module of ours in a thread. */
export interface WorkerBoot {
  /** Path of the file that the thread runs first. */
  readonly filename: string
  /** Joined with the caller's own data into the thread's `workerData`. */
  readonly data: { readonly entry: string; readonly tsx: string | undefined }
  readonly execArgv: string[]
}

/** True where this module runs as TypeScript source instead of as the built package. */
const fromSource = import.meta.url.endsWith('.ts')

/**
 * Prepares a thread that imports `entry` (a module of ours, named without its ending, relative to `base`) and can load
 * the plugin at `pluginPath`, which may be TypeScript.
 */
export function bootWorker(entry: string, base: string, pluginPath: string): WorkerBoot {
  const needsTypeScript = fromSource || /\.[cm]?tsx?$/.test(pluginPath)
  return {
    filename: fileURLToPath(new URL('./boot.mjs', import.meta.url)),
    data: {
      entry: new URL(`${entry}${fromSource ? '.ts' : '.js'}`, base).href,
      tsx: needsTypeScript ? typeScriptLoader(pluginPath) : undefined,
    },
    execArgv: fromSource ? ['--conditions=source'] : [],
  }
}

/** The loader of `tsx`, an optional peer: the runner's own or else the plugin author's. Undefined where there is none. */
function typeScriptLoader(pluginPath: string): string | undefined {
  for (const from of [import.meta.url, pathToFileURL(pluginPath).href]) {
    try {
      // `require` finds the CommonJS build, whose `register` looks for its loader in the wrong folder (tsx 4.23.15).
      const found = createRequire(from)
        .resolve('tsx/esm/api')
        .replace(/\.cjs$/, '.mjs')
      return pathToFileURL(found).href
    } catch {
      // Not installed there; the next place may have it, and without it the import of the `.ts` file fails with its own error.
    }
  }
  return undefined
}
