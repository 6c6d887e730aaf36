import type { ShownState } from '../view.ts'

/** How a state looks: `busy` moves, `good`, `bad` and `warn` have their colours, `calm` has none. */
export type Tone = 'busy' | 'good' | 'warn' | 'bad' | 'calm'

export const stateWords: Readonly<Record<ShownState, { label: string; tone: Tone; about: string }>> = {
  sending: { label: 'Sending', tone: 'busy', about: 'The sandbox posts the event to the runner.' },
  undelivered: { label: 'Not delivered', tone: 'bad', about: 'The runner has not taken the event.' },
  waiting: { label: 'Waiting', tone: 'calm', about: 'In line for a free thread.' },
  running: { label: 'Running', tone: 'busy', about: 'The plugins are at work.' },
  retrying: { label: 'Will retry', tone: 'warn', about: 'It failed, and will be tried again.' },
  succeeded: { label: 'Done', tone: 'good', about: 'Every plugin ended well.' },
  partial: {
    label: 'Partly done',
    tone: 'warn',
    about: 'Some plugins failed; the cards of the others stand.',
  },
  failed: { label: 'Failed', tone: 'bad', about: 'No plugin has ended well.' },
  ignored: { label: 'No plugin', tone: 'calm', about: 'No route of the config wants this file.' },
  superseded: { label: 'Overtaken', tone: 'calm', about: 'A newer version of the file took its place.' },
  gone: { label: 'Gone', tone: 'calm', about: 'The file was deleted before it was its turn.' },
}

/** Whether there is still something to come. */
export function isOpen(state: ShownState | undefined): boolean {
  return state === 'sending' || state === 'waiting' || state === 'running' || state === 'retrying'
}
