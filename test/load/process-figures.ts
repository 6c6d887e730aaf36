import { readdir, readFile } from 'node:fs/promises'

/** Resident memory of a process in MB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024)
}

/** File descriptors that a process has open: files, sockets, pipes. */
export async function openHandles(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length
}

/** Files and folders of invocations below the temporary folder of a runner; the folder of each process does not count. */
export async function tempFiles(tempDir: string): Promise<number> {
  const found = await readdir(tempDir, { recursive: true })
  return found.filter((path) => path.includes('/')).length
}
