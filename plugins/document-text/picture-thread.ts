import { Worker } from 'node:worker_threads'

/** Code that looks at one picture after another, in a thread of its own: only the end of that stops what does not let go by itself. */
export interface PictureThread<Question, Answer> {
  /**
   * Sends a question when all before it are answered.
   *
   * @param question - Makes it when its turn has come, so that only one picture is in memory.
   * @throws the reason of `signal` at once where that aborts; a `TimeoutError` where the answer takes longer than `limitMs`; the
   *   error of `question` or of the thread. It can be asked again after each of them.
   */
  ask(question: () => Question | Promise<Question>, signal?: AbortSignal): Promise<Answer>
  /** Ends the thread and what it is at. */
  close(): Promise<void>
}

export interface PictureThreadOptions {
  /** What the thread finds as its `workerData`. */
  readonly workerData?: unknown
  /** Milliseconds for one answer, the start of the thread included; no limit unless given. */
  readonly limitMs?: number
}

/**
 * Makes a thread that posts one message for each that it gets. It starts with the first question, anew after an error or an abort,
 * and does not keep the process running.
 *
 * @param script - JavaScript: a worker on Node 20 cannot load TypeScript by itself.
 */
export function createPictureThread<Question, Answer>(
  script: URL,
  { workerData, limitMs }: PictureThreadOptions = {},
): PictureThread<Question, Answer> {
  let thread: Worker | undefined
  let waiting: Promise<unknown> = Promise.resolve()

  function running(): Worker {
    if (thread !== undefined) return thread
    const started = new Worker(script, { workerData, env: {}, execArgv: [] })
    const forget = () => {
      if (thread === started) thread = undefined
    }
    // It may also end while nobody waits for it, as for want of memory. Whoever waits hears of it, too.
    started.on('error', forget).on('exit', forget)
    started.unref()
    thread = started
    return started
  }

  async function answer(question: () => Question | Promise<Question>, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted()
    const asked = await question()
    signal.throwIfAborted()
    try {
      return await answerOf<Answer>(running(), asked, signal, limitMs)
    } catch (error) {
      // It may be in the middle of something.
      await close()
      throw error
    }
  }

  async function close(): Promise<void> {
    const ending = thread
    thread = undefined
    await ending?.terminate()
  }

  return {
    ask(question, signal = new AbortController().signal) {
      const result = waiting.then(() => answer(question, signal))
      waiting = result.catch(() => undefined)
      return untilAborted(result, signal)
    },
    close,
  }
}

/** Neither waiting for one's turn nor making the question can be stopped. */
async function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const done = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: done.signal })
  })
  try {
    return await Promise.race([result, aborted])
  } finally {
    done.abort()
  }
}

/** The answer, the end of the thread, the abort, or the limit, whichever is first. */
function answerOf<Answer>(
  thread: Worker,
  question: unknown,
  signal: AbortSignal,
  limitMs: number | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // No AbortSignal.timeout(): within AbortSignal.any() Node 20 lets the garbage collector take it before it fires.
    const timer = limitMs === undefined ? undefined : setTimeout(onLimit, limitMs)
    function settle(act: () => void): void {
      clearTimeout(timer)
      thread.off('message', onMessage).off('error', onError).off('exit', onExit)
      signal.removeEventListener('abort', onAbort)
      thread.unref()
      act()
    }
    const onMessage = (answer: Answer) => settle(() => resolve(answer))
    const onError = (error: unknown) => settle(() => reject(error))
    const onExit = () => settle(() => reject(new Error('The thread has ended before it answered.')))
    const onAbort = () => settle(() => reject(signal.reason))
    function onLimit(): void {
      const reason = new DOMException(`The picture took longer than ${limitMs} ms.`, 'TimeoutError')
      settle(() => reject(reason))
    }
    thread.on('message', onMessage).on('error', onError).on('exit', onExit)
    signal.addEventListener('abort', onAbort)
    thread.ref()
    thread.postMessage(question)
  })
}
