import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openQueue, type SqliteStoreConfig } from './queue/open-sqlite.ts'
import { queueContract } from './queue.ts'

queueContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-'))
  const config: SqliteStoreConfig = { path: join(folder, 'data', 'queue.db') }
  return {
    open: (limits) => openQueue(config, limits),
    child: { module: new URL('./queue/open-sqlite.ts', import.meta.url).href, config },
    destroy: () => rm(folder, { recursive: true }),
  }
})
