import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A file system of its own, in memory. */
export interface Disk {
  /** Kilobytes. */
  resize(size: number): Promise<unknown>
  makeReadOnly(): Promise<unknown>
  unmount(): Promise<unknown>
}

/** Whether this process may mount file systems, which a disk of a known size is made of. */
export const canMount = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  return spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
})()

/** Whether a file can be mounted as a disk of ext4, which alone can be told to fail. */
export const canMountImages = canMount && existsSync('/dev/loop-control') && existsSync('/sys/fs/ext4')

/** A disk of that size at `path`. */
export async function mountDisk(path: string, kilobytes: number): Promise<Disk> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', path])
  return {
    resize: (size) => run('mount', ['-o', `remount,size=${size}k`, path]),
    makeReadOnly: () => run('mount', ['-o', 'remount,ro', path]),
    unmount: () => run('umount', ['-l', path]),
  }
}

/** A disk that can fail under those who write to it. */
export interface FailingDisk {
  /** Has the kernel meet an error on it, after which it can only be read, as it is with a broken disk. */
  fail(): Promise<void>
  /** Checks it and mounts it again. Nobody may have a file of it open. */
  repair(): Promise<void>
  unmount(): Promise<void>
}

/** A disk of 64 MB at `path`, kept in the file `image`. */
export async function mountFailingDisk(path: string, image: string): Promise<FailingDisk> {
  const mount = () => run('mount', ['-o', 'loop,errors=remount-ro', image, path])
  const unmount = async () => void (await run('umount', [path]))
  await writeFile(image, '')
  await truncate(image, 64 * 1024 * 1024)
  await run('mkfs.ext4', ['-q', image])
  await mount()
  return {
    fail: async () => writeFile(`/sys/fs/ext4/${await deviceAt(path)}/trigger_fs_error`, '1'),
    repair: async () => {
      await unmount()
      // Exits with 1 when it has mended something.
      await run('e2fsck', ['-fy', image]).catch(({ code }: { code: number }) => {
        if (code !== 1) throw new Error(`e2fsck ended with ${code}`)
      })
      await mount()
    },
    unmount: async () => {
      await unmount()
      await rm(image)
    },
  }
}

/** The name of the loop device that is mounted at `path`. Throws where it is none, so that no other disk is made to fail. */
async function deviceAt(path: string): Promise<string> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' '))
  const [device = ''] = mounts.findLast(([, at]) => at === path) ?? []
  const [, name] = /^\/dev\/(loop\d+)$/.exec(device) ?? []
  if (name === undefined) throw new Error(`no loop device is mounted at ${path}`)
  return name
}
