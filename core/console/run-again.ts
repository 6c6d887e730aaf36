import type { Queue } from '../queue/queue.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

/**
 * Has a file worked on once more. One that waits for its retry is tried now, since a further event would wait behind it;
 * any other gets a new event, as if Box had fired again. Resolves when the event was sent, whatever the answer.
 */
export async function runAgain(
  fileId: string,
  sandbox: Pick<Sandbox, 'event' | 'send'>,
  queue: Pick<Queue, 'list' | 'requeue'>,
): Promise<void> {
  const [newest] = await queue.list({ fileId, limit: 1 })
  if (newest?.state === 'retrying') await queue.requeue(newest.invocation.id)
  else await sandbox.send(sandbox.event(fileId))
}
