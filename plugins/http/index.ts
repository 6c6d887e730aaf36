import { definePlugin } from 'box-skill-runner/plugin'
import type { Dispatcher } from 'undici'
import { optionsSchema } from './options.ts'

// The compiler rewrites the endings of these, but not of imports within an `export default`.
const loadChecks = () => import('./check-options.ts')
const loadService = () => import('./ask-service.ts')
const loadCards = () => import('./answer-cards.ts')

/** Connections that stay open between the files of this thread. */
let connections: Promise<Dispatcher> | undefined

/** Sends the file to an HTTP service and makes cards of its answer by an expression of the operator's. */
export default definePlugin({
  name: 'http',
  version: '0.1.0',
  description: 'Sends the file to an HTTP service and makes cards of its answer.',
  extensions: ['*'],
  // The operator's headers and fields say which.
  secrets: ['*'],
  options: optionsSchema,
  async setup({ options }) {
    const { checkOptions } = await loadChecks()
    await checkOptions(options)
    await connectionsFor(options.connectTimeoutMs)
  },
  async run({ file, options, cards, log, signal, progress }) {
    const { askService } = await loadService()
    const dispatcher = await connectionsFor(options.connectTimeoutMs)
    const answer = await askService(options, { file, dispatcher, log, signal, progress })
    if (answer === undefined) return []

    progress(0.95, 'Making cards')
    const { answerCards } = await loadCards()
    return answerCards(answer, options, { file, cards, signal })
  },
  async teardown() {
    const open = await connections
    connections = undefined
    await open?.close()
  },
})

function connectionsFor(connectTimeoutMs: number): Promise<Dispatcher> {
  connections ??= import('undici').then(({ Agent }) => new Agent({ connect: { timeout: connectTimeoutMs } }))
  return connections
}
