import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { fromWire } from '../../errors/wire.ts'
import type { FromWorker, RunTask, WorkerData } from '../protocol.ts'
import { createTaskRunner } from '../task-runner.ts'
import { superviseWorker } from '../worker-scope.ts'
import type { FromProcess, ToProcess, UrlAnswer } from './messages.ts'

/** A run in hand. */
interface Run {
  readonly port: MessagePort
  /** Those who wait for the file's address. */
  readonly urls: ((answer: UrlAnswer) => void)[]
}

/**
 * Serves the runs of one plugin in a process of its own. To the plugin's side it looks like a worker thread: each run has a
 * port, whose messages go over the socket.
 *
 * @returns Takes the runner's messages.
 */
export function serveRuns(
  data: WorkerData,
  send: (message: FromProcess) => void,
): (message: ToProcess) => Promise<void> {
  const runs = new Map<number, Run>()
  const { TMPDIR: _, ...secrets } = process.env
  const handle = createTaskRunner({
    data,
    workerId: process.pid,
    env: secrets,
    supervision: superviseWorker((line) => send({ type: 'line', line }), process, data),
    readerFor: ({ source }) =>
      source.type === 'runner' ? { downloadUrl: (signal) => askForUrl(source.run, signal) } : {},
  })

  function askForUrl(number: number, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      runs.get(number)?.urls.push((answer) => {
        if ('url' in answer) resolve(answer.url)
        else reject(fromWire(answer.error))
      })
      send({ type: 'want-url', run: number })
    })
  }

  async function serve(number: number, task: Omit<RunTask, 'port'>): Promise<void> {
    const { port1: port, port2 } = new MessageChannel()
    runs.set(number, { port, urls: [] })
    const pass = (message: FromWorker) => {
      // Of the rest, the runner itself does the fetching, and knows whose task it is.
      if (message.type === 'started' || message.type === 'progress' || message.type === 'need')
        send({ type: 'told', run: number, message })
    }
    port.on('message', pass)
    const reply = await handle({ ...task, port: port2 })
    for (let rest = receiveMessageOnPort(port); rest !== undefined; rest = receiveMessageOnPort(port))
      pass(rest.message)
    port.close()
    runs.delete(number)
    send({ type: 'ended', run: number, reply })
  }

  return async (message) => {
    if (message.type === 'run') await serve(message.run, message.task)
    else if (message.type === 'tell') runs.get(message.run)?.port.postMessage(message.message)
    else if (message.type === 'url') runs.get(message.run)?.urls.shift()?.(message.answer)
    else if (message.type === 'teardown') {
      await handle({ type: 'teardown' })
      send({ type: 'torn-down' })
    }
  }
}
