import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
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
  const earlierLife = `process-${process.pid}-1-aa`
  const living = `process-${process.ppid}-1-aa`
  for (const name of [`process-${dead}-1-aa`, earlierLife, living, 'else']) await mkdir(join(folder, name))
  const [mine, beside] = [await openTempFolder(folder), await openTempFolder(folder)]
  const left = [living, 'else', basename(mine.path), basename(beside.path)]
  expect((await readdir(folder)).toSorted()).toEqual(left.toSorted())
})

test('a place where no folder can be made is told with its code', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(openTempFolder(join(folder, 'file'))).rejects.toMatchObject({
    code: 'SKR_FILE_TEMP_NOT_WRITABLE',
  })
})
