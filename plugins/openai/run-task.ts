import type { CardBuilders, CardDraft, PluginLog, SkillFile } from 'box-skill-runner/plugin'
import { describePicture } from './describe.ts'
import { extractData } from './extract.ts'
import type { Options } from './options.ts'
import type { Service } from './service.ts'
import { summarizeDocument } from './summarize.ts'
import type { Task } from './task.ts'
import { transcribeRecording } from './transcribe.ts'
import { logUsage, noUsage } from './usage.ts'

const tasks = {
  describe: describePicture,
  transcribe: transcribeRecording,
  summarize: summarizeDocument,
  extract: extractData,
} as const satisfies Readonly<Record<Task, unknown>>

/** What a task takes. */
export interface TaskContext {
  readonly file: SkillFile
  readonly cards: CardBuilders
  readonly service: Service
  readonly options: Options
  readonly signal: AbortSignal
  readonly log: PluginLog
  progress(fraction: number, message: string): void
}

/** Runs a task, and logs what it used, also where it fails: that was paid, too. */
export async function runTask(task: Task, context: TaskContext): Promise<readonly CardDraft[]> {
  const { file, cards, service, options, signal, log, progress } = context
  const usage = noUsage()
  const conversation = { service, options, usage, signal, log }
  progress(0.1, task === 'transcribe' ? 'Listening' : 'Reading')
  try {
    return await tasks[task](file, cards, conversation, progress)
  } finally {
    logUsage(usage, task === 'transcribe' ? options.transcriptionModel : options.model, options, log)
  }
}
