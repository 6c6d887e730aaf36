import { describe, expect, it, onTestFinished } from 'vitest'
import { createPictureThread, type PictureThreadOptions } from '../picture-thread.ts'

/** Answers a text with how often it was asked; `never` with nothing; fails at `fail`, ends at `end`. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads'
    let asked = 0
    parentPort.on('message', (question) => {
      asked += 1
      if (question === 'fail') throw new Error('no picture')
      if (question === 'end') process.exit(0)
      if (question === 'never') while (true);
      parentPort.postMessage([question, asked, workerData])
      if (question === 'last') setTimeout(() => process.exit(0), 1)
    })
  `)}`,
)

function open(options?: PictureThreadOptions) {
  const thread = createPictureThread<string, unknown>(script, options)
  onTestFinished(() => thread.close())
  return { ask: (text: string, signal?: AbortSignal) => thread.ask(() => text, signal), thread }
}

describe('a thread for pictures', () => {
  it('answers one question after another, and knows what it was given', async () => {
    const { ask } = open({ workerData: 'languages' })

    expect(await Promise.all([ask('a'), ask('b')])).toEqual([
      ['a', 1, 'languages'],
      ['b', 2, 'languages'],
    ])
  })

  it('makes a question only when its turn has come', async () => {
    const { thread } = open()
    const made: string[] = []
    const ask = (text: string) =>
      thread.ask(() => {
        made.push(text)
        return text
      })

    const first = ask('a')
    const second = ask('b').then(() => made.push('answer to b'))
    await first
    made.push('answer to a')
    await second

    expect(made.indexOf('b')).toBeGreaterThan(made.indexOf('a'))
    expect(made.at(-1)).toBe('answer to b')
  })

  it('is stopped in the middle of its work, and all that waits with the same signal, too', async () => {
    const { ask, thread } = open()
    await ask('begin')
    const controller = new AbortController()

    const stopped = thread.ask(() => {
      // By then the question has been sent.
      setImmediate(() => controller.abort())
      return 'never'
    }, controller.signal)
    const waiting = ask('a', controller.signal)

    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect(await ask('b')).toEqual(['b', 1, undefined])
  })

  it('is not even started for a signal that has aborted before', async () => {
    const { thread } = open()
    let made = false

    const asked = thread.ask(() => {
      made = true
      return 'a'
    }, AbortSignal.abort())

    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
    expect(made).toBe(false)
  })

  it('is given up after the limit, and a new one answers', async () => {
    const { ask } = open({ limitMs: 2000 })

    await expect(ask('never')).rejects.toMatchObject({ name: 'TimeoutError' })
    // On a busy machine a thread may take longer to start.
    await expect.poll(() => ask('a'), { timeout: 30_000 }).toEqual(['a', 1, undefined])
  })

  it.each([
    ['fails', 'fail', 'no picture'],
    ['ends', 'end', 'The thread has ended before it answered.'],
  ])('that %s is replaced', async (_, question, message) => {
    const { ask } = open()

    await expect(ask(question)).rejects.toThrow(message)
    expect(await ask('a')).toEqual(['a', 1, undefined])
  })

  it('that ended while nobody waited is replaced', async () => {
    const { ask } = open()

    await ask('last')
    await expect.poll(() => ask('a'), { timeout: 20_000 }).toEqual(['a', 1, undefined])
  })

  it('goes on after a question that could not be made', async () => {
    const { ask, thread } = open()

    await ask('a')
    await expect(thread.ask(() => Promise.reject(new Error('no picture')))).rejects.toThrow('no picture')
    expect(await ask('b')).toEqual(['b', 2, undefined])
  })
})
