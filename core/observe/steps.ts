import { channel } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/** A point that the runner passes, in the order of an invocation's way; the last two are the process's own. */
export type Step =
  /** The event is good, and on its way to the disk. */
  | 'appending'
  /** It is durable; the 200 is not sent yet. */
  | 'appended'
  /** The 200 is sent. */
  | 'acknowledged'
  /** A plugin is about to run on the file. */
  | 'running'
  /** A plugin has ended, well or not. */
  | 'ran'
  /** Cards are about to be sent to Box. */
  | 'writing'
  /** Box has taken them; that is not recorded yet. */
  | 'written'
  /** The invocation has ended, and that is on the disk. */
  | 'ended'
  /** The invocation waits for its next try, and that is on the disk. */
  | 'retrying'
  /** A new config has been taken over; work under the old one goes on. */
  | 'reloading'
  /** The process has begun to stop. */
  | 'stopping'

/** What subscribers of the channel `skill-runner:step` of `node:diagnostics_channel` get. */
export interface PassedStep {
  readonly step: Step
  /** Undefined for steps of the process. */
  readonly invocation: string | undefined
}

const steps = channel('skill-runner:step')

/** Tells whoever has subscribed, such as a tracer or a test that ends the process just there. Costs nothing where nobody has. */
export function passed(step: Step, invocation?: string): void {
  if (steps.hasSubscribers) steps.publish({ step, invocation } satisfies PassedStep)
}

/** The same once an answer is sent; waits for that only where somebody has subscribed. */
export function passedOnceSent(answer: ServerResponse, step: Step, invocation: string): void {
  if (steps.hasSubscribers) answer.once('finish', () => passed(step, invocation))
}
