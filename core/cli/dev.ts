import closeWithGrace from 'close-with-grace'
import { type DevOptions, openDevSession } from './dev-session.ts'

/** Closing gives running work 2 seconds; a thread that does not end is not waited for longer than this. */
const closingMs = 15_000

/** Runs a sandbox and a runner over a folder until Ctrl-C. Resolves once they run. */
export async function dev(folder: string, options: DevOptions): Promise<void> {
  const session = await openDevSession(folder, options, process.env)
  closeWithGrace({ logger: false, delay: closingMs }, async ({ err }) => {
    if (err) console.error(err)
    console.log('\nStopping …')
    await session.close()
  })
}
