import closeWithGrace from 'close-with-grace'
import { type Serving, serve } from './serve.ts'

/** After the grace for running work, closing the threads and the queue may take this much longer. */
const closingMs = 10_000

/**
 * What the processor or V8 raises when the process cannot go on, as where memory is at its end. A handler for one of them
 * would keep the process from ending, and nobody would start it again.
 */
const crashes = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP'] as const

/** Serves Box's events until it is told to stop. Resolves once it listens. */
export async function start(options: { config: string; watch?: boolean }): Promise<void> {
  // Before the port is open: without a handler the signal would end the process.
  let serving: Serving | undefined
  process.on('SIGHUP', () => serving?.reload())
  serving = await serve(options, process.env)
  const { config, log, stop } = serving
  const graceMs = config.server.shutdownGraceMs
  closeWithGrace(
    { delay: graceMs + closingMs, logger: log, skip: ['SIGHUP', ...crashes] },
    async ({ signal, err }) => {
      if (err) log.fatal({ err }, 'stopping after an error that nobody caught')
      else log.info(`${signal}: stopping; running work has ${graceMs / 1000} s`)
      await stop()
      log.info('stopped')
    },
  )
}
