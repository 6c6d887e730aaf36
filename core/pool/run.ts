import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { fail, type RunnerError } from '../errors/error.ts'
import { toReason } from '../errors/wire.ts'
import type { PluginWorker } from './plugin-worker.ts'
import type { FromWorker, Reply, RunTask } from './protocol.ts'
import type { SharedFiles, SharingRun } from './shared-files.ts'

export interface SupervisedRun {
  readonly plugin: string
  readonly worker: PluginWorker
  readonly task: Omit<RunTask, 'port' | 'type'>
  readonly files: SharedFiles
  readonly timeoutMs: number
  readonly setupTimeoutMs: number
  /** How long a run that was asked to stop may go on before its thread is ended. */
  readonly graceMs: number
  /** Aborts when the result is no longer wanted. Its reason says why. */
  readonly signal: AbortSignal
  onProgress?(fraction: number, message: string | undefined): void
}

/** What a run came to, and when its thread is free again: after a forced end the answer comes first. */
export interface RunEnd {
  readonly reply: Promise<Reply>
  readonly released: Promise<void>
}

/**
 * Runs one task in a free thread and watches over it. The time-out counts from the moment when the plugin's code starts,
 * not from the submission. A run whose time is up is asked to stop first; cards that it still returns are taken.
 */
export function superviseRun(run: SupervisedRun): RunEnd {
  const { port1: port, port2: workerPort } = new MessageChannel()
  let workerId: number | undefined
  let stopped: RunnerError | undefined
  let end: (reply: Reply) => void = () => {}
  const reply = new Promise<Reply>((resolve) => {
    end = resolve
  })
  let timer = setTimeout(
    () => kill(fail('SKR_RUN_SETUP_TIMED_OUT', { plugin: run.plugin, timeoutMs: run.setupTimeoutMs })),
    run.setupTimeoutMs,
  )

  function stop(error: RunnerError): void {
    if (stopped !== undefined) return
    stopped = error
    port.postMessage({ type: 'abort', detail: error.message })
    clearTimeout(timer)
    timer = setTimeout(() => kill(error), run.graceMs)
  }

  function kill(error: RunnerError): void {
    finish({ ok: false, reason: toReason(error, error.code), durationMs: performance.now() - startedAt })
    if (workerId !== undefined) run.worker.kill(workerId)
  }

  let startedAt = performance.now()
  const sharing: SharingRun = {
    answer: (message) => port.postMessage(message),
    refuse: (error) => kill(error),
  }

  function receive(message: FromWorker): void {
    switch (message.type) {
      case 'claimed':
        workerId = message.workerId
        break
      case 'started':
        startedAt = performance.now()
        if (stopped !== undefined) break
        clearTimeout(timer)
        timer = setTimeout(
          () => stop(fail('SKR_RUN_TIMED_OUT', { plugin: run.plugin, timeoutMs: run.timeoutMs })),
          run.timeoutMs,
        )
        break
      case 'progress':
        run.onProgress?.(message.fraction, message.message)
        break
      case 'need':
        run.files.need(sharing, message.key)
        break
      case 'fetched':
        run.files.fetched(sharing, message.key, message.found)
        break
      case 'fetch-failed':
        run.files.failed(sharing, message.key)
        break
    }
  }

  port.on('message', receive)

  const onAbort = () =>
    stop(fail('SKR_RUN_STOPPED', { plugin: run.plugin, detail: String(run.signal.reason) }))
  run.signal.addEventListener('abort', onAbort, { once: true })
  if (run.signal.aborted) onAbort()

  function finish(answer: Reply): void {
    clearTimeout(timer)
    run.signal.removeEventListener('abort', onAbort)
    run.files.leave(sharing)
    port.close()
    end(answer)
  }

  /** The result comes another way than the run's messages, and may overtake the last of them. */
  function receiveRest(): void {
    for (let rest = receiveMessageOnPort(port); rest !== undefined; rest = receiveMessageOnPort(port))
      receive(rest.message)
  }

  const released = run.worker.submit({ ...run.task, type: 'run', port: workerPort }).then(
    (answer) => {
      receiveRest()
      // Its buffers are still there, and whatever made them may go on.
      if (!answer.ok && answer.reason.code === 'SKR_RUN_OUT_OF_MEMORY' && workerId !== undefined)
        run.worker.kill(workerId)
      finish(
        !answer.ok && stopped !== undefined ? { ...answer, reason: toReason(stopped, stopped.code) } : answer,
      )
    },
    (error: unknown) =>
      finish({
        ok: false,
        reason: toReason(stopped ?? error, 'SKR_RUN_CRASHED'),
        durationMs: performance.now() - startedAt,
      }),
  )
  return { reply, released }
}
