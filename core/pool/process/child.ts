import { Socket } from 'node:net'
import { openJsonLines } from './json-lines.ts'
import type { FromProcess, ToProcess } from './messages.ts'

/** Standard input, output and error are 0 to 2; this one leads to the runner. */
const link = new Socket({ fd: 3 })

// A runner that was killed cannot end its processes, so they end by themselves.
link.on('close', () => process.exit(0))

// Node's permissions do not cover signals, with which a plugin could end the runner or open its debugger.
for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd']) Reflect.deleteProperty(process, name)

/** Pending while it is loaded; messages wait for it in their order. */
let serve: Promise<(message: ToProcess) => Promise<void>> | undefined
const send: (message: FromProcess) => void = openJsonLines(link, {
  // What comes from the runner is as long as the runner wants it.
  maxLineBytes: Number.MAX_SAFE_INTEGER,
  receive: (message) => void receive(message as ToProcess),
  onBroken: () => process.exit(1),
})

/** The first message says what this process is for. */
async function receive(message: ToProcess): Promise<void> {
  if (message.type === 'describe') {
    const { describeHere } = await import('../../registry/describe-here.ts')
    await describeHere(message.task, (said) => send({ type: 'description', said }))
  } else if (message.type === 'begin') {
    serve = import('./serve-runs.ts').then(({ serveRuns }) => serveRuns(message.data, send))
  } else {
    const take = await serve
    await take?.(message)
  }
}
