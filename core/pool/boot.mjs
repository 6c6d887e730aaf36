// Entry of every worker thread. A worker on Node 20 ignores `--import`, so the TypeScript loader that source runs and
// `dev` need is registered here, before the real entry is imported. Plain JavaScript, since nothing can load it yet.
import { workerData } from 'node:worker_threads'

// tinypool hands its own data first and ours second; a plain Worker hands ours alone.
const { entry, tsx } = Array.isArray(workerData) ? workerData[1] : workerData
if (tsx !== undefined) {
  const { register } = await import(tsx)
  register()
}

export default (await import(entry)).default
