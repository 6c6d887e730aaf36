import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { withDeadline } from '../box/deadline.ts'
import { fail, messageOf } from '../errors/error.ts'
import type { SkillEvent } from './events.ts'

/** One attempt to deliver an event. */
export interface DeliveryAttempt {
  readonly invocationId: string
  readonly fileId: string
  readonly deliveryId: string
  /** 1 for the first. */
  readonly attempt: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly durationMs: number
  /** Undefined where no answer came. */
  readonly status: number | undefined
  /** Why no answer came. */
  readonly error: string | undefined
}

/** How often and when an event is sent again that was not answered with 200. */
export interface Redelivery {
  /** Attempts in all. */
  readonly attempts: number
  /** Wait before the second attempt; doubles with each further one. */
  readonly firstDelayMs: number
  /** Longest wait for the answer. Box's own limit is 10 seconds. */
  readonly timeoutMs: number
  /** Whether `box-delivery-id` is a new one for each attempt; Box does not say what it does. */
  readonly deliveryId: 'new' | 'same'
}

export interface DelivererContext {
  readonly now: () => number
  readonly redelivery: Redelivery
  /** Signs an event again, for another attempt. */
  readonly sign: (event: SkillEvent, deliveryId?: string) => SkillEvent
  readonly onAttempt: (attempt: DeliveryAttempt) => void
}

export interface Deliverer {
  /** Sends an event until it is answered with 200 or the attempts are used up. Resolves to the attempts; never rejects. */
  deliver(event: SkillEvent, url: string): Promise<readonly DeliveryAttempt[]>
  /** Sends an event exactly as it is, once. */
  send(event: SkillEvent, url: string): Promise<DeliveryAttempt>
  /** Every attempt, oldest first. */
  attempts(): readonly DeliveryAttempt[]
  /** Ends all that is under way. */
  close(): Promise<void>
}

/** Posts events to invocation URLs, as Box does. */
export function createDeliverer(context: DelivererContext): Deliverer {
  const { now, redelivery } = context
  const agent = new Agent({ keepAliveTimeout: 1000 })
  const closing = new AbortController()
  // Any number of events may be under way.
  setMaxListeners(0, closing.signal)
  const log: DeliveryAttempt[] = []

  const post = async (event: SkillEvent, url: string, attempt: number): Promise<DeliveryAttempt> => {
    const at = now()
    const started = performance.now()
    const answer = await answerTo(event, url)
    const made = {
      invocationId: event.invocationId,
      fileId: event.fileId,
      deliveryId: event.headers['box-delivery-id'] ?? '',
      attempt,
      at,
      durationMs: Math.round(performance.now() - started),
      ...answer,
    }
    log.push(made)
    context.onAttempt(made)
    return made
  }

  const answerTo = async (event: SkillEvent, url: string) => {
    const tooLate = () => fail('SKR_SANDBOX_NO_ANSWER', { ms: redelivery.timeoutMs })
    try {
      const status = await withDeadline(redelivery.timeoutMs, tooLate, closing.signal, async (signal) => {
        const { headers, body } = event
        const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal })
        await answer.body.dump()
        return answer.statusCode
      })
      return { status, error: undefined }
    } catch (thrown) {
      return { status: undefined, error: messageOf(thrown) }
    }
  }

  return {
    async deliver(event, url) {
      const made: DeliveryAttempt[] = []
      let signed = event
      for (let attempt = 1; ; attempt++) {
        const last = await post(signed, url, attempt)
        made.push(last)
        if (last.status === 200 || attempt >= redelivery.attempts) return made
        const waited = await wait(redelivery.firstDelayMs * 2 ** (attempt - 1), closing.signal)
        if (!waited) return made
        signed = context.sign(event, redelivery.deliveryId === 'same' ? last.deliveryId : undefined)
      }
    },
    send: (event, url) => post(event, url, 1),
    attempts: () => [...log],
    async close() {
      closing.abort()
      await agent.destroy()
    },
  }
}

/** Resolves to false where `signal` cuts the wait short. */
async function wait(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal }).catch(() => false)
}
