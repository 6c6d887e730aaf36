import { Worker } from 'node:worker_threads'
import { fail, messageOf, type RunnerError } from '../../errors/error.ts'
import { fromWire } from '../../errors/wire.ts'
import { bootWorker } from '../../pool/boot-worker.ts'
import type { StateChange } from '../queue.ts'
import type { Answer, Operation, Operations, Reply, Request, ThreadConfig } from './protocol.ts'

/** How long another process's append may stay unseen by a waiting `lease`, milliseconds. */
const lookAroundMs = 500
/** A clock that has moved by so much more or less than the time that went by was set, milliseconds. */
const jumpMs = 5000

interface Pending {
  readonly op: Operation
  readonly resolve: (value: never) => void
  readonly reject: (error: RunnerError) => void
}

/** The main thread's end of the queue's thread: numbers the requests, and settles them as their answers come. */
export class ThreadLink {
  readonly #worker: Worker
  readonly #path: string
  readonly #now: () => number
  readonly #onChange: (change: StateChange) => void
  readonly #pending = new Map<number, Pending>()
  /** Requests for a lease among the pending ones. */
  #waiting = 0
  #number = 0
  #stopped: RunnerError | undefined
  #timer: { readonly handle: NodeJS.Timeout; readonly at: number } | undefined
  #nextLook = 0
  /** What both clocks said last: the one that can be set, and the one that cannot. */
  #read: { readonly now: number; readonly steady: number } | undefined

  private constructor(
    worker: Worker,
    path: string,
    now: () => number,
    onChange: (change: StateChange) => void,
  ) {
    this.#worker = worker
    this.#path = path
    this.#now = now
    this.#onChange = onChange
  }

  /** Starts the thread; resolves when the queue is open, and rejects with the reason where it cannot be opened. */
  static async open(
    config: ThreadConfig,
    now: () => number,
    onChange: (change: StateChange) => void,
  ): Promise<ThreadLink> {
    const boot = bootWorker('queue/sqlite-thread')
    const worker = new Worker(boot.filename, {
      name: 'queue',
      execArgv: boot.execArgv,
      workerData: { ...boot.data, queue: config, openedAt: Math.trunc(now()) },
    })
    const link = new ThreadLink(worker, config.path, now, onChange)
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (reply: Reply) => {
        if (reply.kind === 'opened') resolve()
        else if (reply.kind === 'refused') reject(fromWire(reply.error))
        else link.#settle(reply)
      })
      const stop = (detail: string) => {
        link.#stop(detail)
        reject(link.#stopped)
      }
      worker.on('error', (error) => stop(messageOf(error)))
      worker.on('exit', () => stop('it ended'))
    })
    return link
  }

  /** Asks the thread. Rejects with the operation's own errors, and `SKR_QUEUE_STOPPED` where the thread has ended. */
  call<K extends Operation>(
    op: K,
    input: Operations[K]['input'],
  ): { number: number; answer: Promise<Operations[K]['answer']> } {
    const number = ++this.#number
    const answer = new Promise<Operations[K]['answer']>((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(this.#stopped)
      this.#pending.set(number, { op, resolve, reject })
      if (op === 'lease') this.#waiting++
      const now = this.#clock()
      this.#post({ number, now, op, input } as Request)
    })
    return { number, answer }
  }

  /** Ends the wait of the `lease` request `number`, which then resolves to undefined unless its lease is under way. */
  cancel(number: number): void {
    this.#post({ number: ++this.#number, now: this.#clock(), op: 'cancel', input: number })
  }

  /** Has the thread close the database, and resolves when it has ended. */
  async close(): Promise<void> {
    clearTimeout(this.#timer?.handle)
    if (this.#stopped !== undefined) return
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    await this.call('close', undefined).answer.finally(() => ended)
  }

  /** The time, in milliseconds since the epoch. Tells the thread first where the clock was set since the last call. */
  #clock(): number {
    const now = Math.trunc(this.#now())
    const steady = performance.now()
    const last = this.#read
    this.#read = { now, steady }
    const by = last === undefined ? 0 : Math.round(now - last.now - (steady - last.steady))
    if (Math.abs(by) > jumpMs) this.#post({ number: ++this.#number, now, op: 'reset', input: by })
    return now
  }

  #post(request: Request): void {
    if (this.#stopped === undefined) this.#worker.postMessage(request)
  }

  #settle({ answers, changes, nextAt }: Extract<Reply, { kind: 'answers' }>): void {
    // Before the answers, so that whoever awaits one finds that the listeners know already.
    for (const change of changes) this.#onChange(change)
    for (const answer of answers) this.#answer(answer)
    this.#planTick(nextAt)
  }

  #answer(answer: Answer): void {
    const pending = this.#pending.get(answer.number)
    this.#pending.delete(answer.number)
    if (pending?.op === 'lease') this.#waiting--
    if ('error' in answer) pending?.reject(fromWire(answer.error))
    else pending?.resolve(answer.value as never)
  }

  /** Sees to it that the thread looks again when something falls due, and now and then for what other processes did. */
  #planTick(nextAt: number | undefined): void {
    if (this.#waiting === 0 || this.#stopped !== undefined) {
      clearTimeout(this.#timer?.handle)
      this.#timer = undefined
      return
    }
    const current = performance.now()
    const due = nextAt === undefined ? Number.POSITIVE_INFINITY : current + Math.max(1, nextAt - this.#now())
    const at = Math.min(due, Math.max(current, this.#nextLook))
    if (this.#timer !== undefined && this.#timer.at <= at) return
    clearTimeout(this.#timer?.handle)
    const handle = setTimeout(() => {
      this.#timer = undefined
      this.#nextLook = performance.now() + lookAroundMs
      this.#post({ number: ++this.#number, now: this.#clock(), op: 'tick', input: undefined })
    }, at - current)
    this.#timer = { handle, at }
  }

  #stop(detail: string): void {
    this.#stopped ??= fail('SKR_QUEUE_STOPPED', { path: this.#path, detail })
    clearTimeout(this.#timer?.handle)
    for (const { reject } of this.#pending.values()) reject(this.#stopped)
    this.#pending.clear()
  }
}
