import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTempFolder } from '../../../core/pool/temp-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temp-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('each process has a folder of its own that only its user can read', async () => {
  const temp = await openTempFolder(join(folder, 'new'))
  expect((await stat(temp.path)).mode & 0o777).toBe(0o700)
  await temp.remove()
  expect(await readdir(join(folder, 'new'))).toEqual([])
})

test('what dead processes left is deleted; what living ones have, and what is not ours, stays', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  for (const name of [`process-${dead}`, `process-${process.pid}`, `process-${process.ppid}`, 'else']) await mkdir(join(folder, name))
  await writeFile(join(folder, `process-${process.pid}`, 'left'), 'x')
  await openTempFolder(folder)
  expect((await readdir(folder)).toSorted()).toEqual([`process-${process.pid}`, `process-${process.ppid}`, 'else'].toSorted())
  expect(await readdir(join(folder, `process-${process.pid}`))).toEqual([])
})

test('a place where no folder can be made is told with its code', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(openTempFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'SKR_FILE_TEMP_NOT_WRITABLE' })
})
