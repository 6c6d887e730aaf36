import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What `new Worker` or a pool needs to start a module of ours in a thread. */
export interface WorkerBoot {
  /** Path of the file that the thread runs first. */
  readonly filename: string
  /** Joined with the caller's own data into the thread's `workerData`. */
  readonly data: { readonly entry: string; readonly tsx: string | undefined }
  /** None: without this, a thread takes over those of the process. */
  readonly execArgv: string[]
}

/**
 * The built package. Threads always run it, even those of a main thread that runs from source: on Node 20 TypeScript needs
 * a loader, and that is another thread for each thread, and 0.4 s of the processor for each start.
 */
const built = new URL(import.meta.url.endsWith('.ts') ? '../dist/' : '../', import.meta.url)

/**
 * Prepares a thread that imports a module of ours.
 *
 * @param entry Such as `pool/worker`.
 * @param plugin Path of the plugin that the thread will load, if any; only this one may be TypeScript.
 */
export function bootWorker(entry: string, plugin = ''): WorkerBoot {
  return {
    filename: fileURLToPath(new URL('pool/boot.mjs', built)),
    data: {
      entry: new URL(`${entry}.js`, built).href,
      tsx: /\.[cm]?tsx?$/.test(plugin) ? typeScriptLoader(plugin) : undefined,
    },
    execArgv: [],
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
