// Measures what a built plugin costs: node test/bench/plugin-cost.mjs PACKAGE FILE
// CPU time rather than time on the clock, so that other work on the machine does not count.
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'

const [name, path] = process.argv.slice(2)
const file = {
  name: path,
  extension: extname(path).slice(1),
  size: (await stat(path)).size,
  path: async () => path,
  bytes: async () => new Uint8Array(await readFile(path)),
  text: () => readFile(path, 'utf8'),
  stream: () => createReadStream(path),
  representation: async () => undefined,
}
const cards = new Proxy({}, { get: () => (card) => card })
const log = { debug() {}, info() {}, warn() {}, error() {} }
const measure = async (what, work) => {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  const memory = Math.round(process.memoryUsage.rss() / 1e6)
  console.log(`${what.padEnd(11)} ${Math.round((user + system) / 1000)} ms of CPU, ${memory} MB in all`)
  return result
}
const { default: plugin } = await measure('import', () => import(name))
const options = Object.fromEntries(
  Object.entries(plugin.options.properties).map(([key, schema]) => [key, schema.default]),
)
const context = { file, options, cards, log, progress() {}, signal: new AbortController().signal }
await measure('setup', () => plugin.setup(context))
await measure('first file', () => plugin.run(context))
await measure('second file', () => plugin.run(context))
