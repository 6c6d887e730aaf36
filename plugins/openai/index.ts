import { definePlugin } from 'box-skill-runner/plugin'
import { optionsSchema } from './options.ts'
import type { Service } from './service.ts'
import { taskFor } from './task.ts'

// The compiler rewrites the endings of these, but not of imports within an `export default`.
const loadService = () => import('./service.ts')
const loadChecks = () => import('./check-options.ts')
const loadTasks = () => import('./run-task.ts')

/** The connection of this thread, which runs share. */
let service: Service | undefined

/** Descriptions, transcripts, summaries and data, by any service that speaks the API of OpenAI. */
export default definePlugin({
  name: 'openai',
  version: '0.1.0',
  description: 'Descriptions, transcripts, summaries and data by any OpenAI-compatible service.',
  extensions: ['*'],
  options: optionsSchema,
  secrets: ['OPENAI_API_KEY?'],
  async setup({ options }) {
    const [{ openService }, { checkOptions }] = await Promise.all([loadService(), loadChecks()])
    checkOptions(options)
    service = openService(options)
  },
  async run({ file, options, cards, log, signal, progress }) {
    const { openService } = await loadService()
    const { runTask } = await loadTasks()
    service ??= openService(options)
    const task = taskFor(file, options)
    return runTask(task, { file, cards, progress, service, options, signal, log })
  },
  async teardown() {
    await service?.close()
    service = undefined
  },
})
