import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { canMount, canMountImages, type Disk, mountDisk, mountFailingDisk } from './disk.ts'
import { type Machine, openMachine } from './machine.ts'

// Processes that are started one after the other, on a machine that may be slow.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

let machine: Machine
let disks: Pick<Disk, 'unmount'>[]
beforeEach(async () => {
  // Short leases, since what could not be recorded is taken up again when its lease ends.
  machine = await openMachine({ queue: { leaseMs: 2000 } })
  disks = []
})
afterEach(async () => {
  await machine.end()
  for (const disk of disks) await disk.unmount()
  await machine.close()
})

async function mount(path: string, kilobytes: number): Promise<Disk> {
  const disk = await mountDisk(path, kilobytes)
  disks.push(disk)
  return disk
}

/** Writes a file until the disk takes no more. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (;;) await file.write(Buffer.alloc(4096))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    await file.close()
  }
}

describe.skipIf(!canMount)('where the disk', () => {
  test('of the queue is full, events are answered 503 with Retry-After, and taken again as soon as there is room', async () => {
    await mount(dirname(machine.database), 4096)
    await machine.start()
    const before = await machine.upload(['wait 1000', 'one'])
    const filler = join(dirname(machine.database), 'filler')
    await fill(filler)

    const refused = await refusal()
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await refused.json()).toMatchObject({ code: 'SKR_QUEUE_NOT_WRITABLE' })
    await expect.poll(async () => (await machine.get('/health/ready')).status, { timeout: 30_000 }).toBe(503)

    await rm(filler)
    await expect.poll(async () => (await machine.get('/health/ready')).status, { timeout: 30_000 }).toBe(200)
    const after = await machine.upload(['two'])
    for (const { id } of [...before, ...after, ...taken])
      await machine.sandbox.waitForCards(id, { status: 'success', timeoutMs: 50_000 })
  })

  const taken: { id: string }[] = []
  /** The first answer that is not 200: what fits into the last page is taken, and kept. */
  async function refusal(): Promise<Response> {
    for (;;) {
      const { id } = await machine.sandbox.upload({ name: `full-${taken.length}.txt`, content: 'x' })
      const answer = await machine.post(id)
      if (answer.status !== 200) return answer
      taken.push({ id })
    }
  }

  test('of the temporary folder is full, the work waits, and ends well as soon as there is room', async () => {
    const disk = await mount(machine.tempDir, 256)
    const runner = await machine.start()
    const [file] = await machine.upload(['long '.repeat(200_000)])
    await runner.printed(/tried again later/)

    await disk.resize(16_384)

    await machine.sandbox.waitForCards(file?.id ?? '', { status: 'success', timeoutMs: 50_000 })
  })

  test('of the queue can only be read, it does not start, and says so', async () => {
    const disk = await mount(dirname(machine.database), 4096)
    const runner = await machine.start()
    runner.child.kill('SIGTERM')
    await runner.ended
    await disk.makeReadOnly()

    const { code, output } = await machine.refuse()

    expect(code).toBe(1)
    expect(output).toContain('SKR_QUEUE_NOT_WRITABLE')
  })
})

test.skipIf(!canMountImages)(
  'where the disk of the queue fails while it runs, and can only be read, events are answered 503, and all that was acknowledged is done once it is mended',
  async () => {
    const disk = await mountFailingDisk(dirname(machine.database), join(machine.folder, 'disk.img'))
    disks.push(disk)
    const runner = await machine.start()
    const done = await machine.upload(['before'])
    await machine.sandbox.waitForCards(done[0]?.id ?? '', { status: 'success', timeoutMs: 50_000 })
    const acknowledged = await machine.upload(['wait 2000', 'wait 2000', 'wait 2000', 'one', 'two'])
    await disk.fail()

    const { id } = await machine.sandbox.upload({ name: 'refused.txt', content: 'refused' })
    const refused = await machine.post(id)
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await refused.json()).toMatchObject({ code: 'SKR_QUEUE_NOT_WRITABLE' })
    await expect.poll(async () => (await machine.get('/health/ready')).status, { timeout: 30_000 }).toBe(503)
    expect(runner.child.exitCode).toBe(null)

    await machine.end()
    await disk.repair()
    await machine.start()
    for (const file of acknowledged)
      await machine.sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 50_000 })
  },
)

test('a temporary folder that is deleted while it runs is made again', async () => {
  await machine.start()
  await rm(machine.tempDir, { recursive: true })

  const [file] = await machine.upload(['one'])

  await machine.sandbox.waitForCards(file?.id ?? '', { status: 'success', timeoutMs: 50_000 })
})

test('a temporary folder that cannot be used while it runs makes the work wait until it can', async () => {
  const runner = await machine.start()
  await rm(machine.tempDir, { recursive: true })
  await writeFile(machine.tempDir, 'in the way')
  const [file] = await machine.upload(['one'])
  await runner.printed(/tried again later/)

  await rm(machine.tempDir)
  await mkdir(machine.tempDir)

  await machine.sandbox.waitForCards(file?.id ?? '', { status: 'success', timeoutMs: 50_000 })
})

test('a temporary folder that cannot be made at the start is told, with the way out', async () => {
  await rm(machine.tempDir, { recursive: true })
  await writeFile(machine.tempDir, 'in the way')

  const { code, output } = await machine.refuse()

  expect(code).toBe(1)
  expect(output).toContain('SKR_FILE_TEMP_NOT_WRITABLE')
})
