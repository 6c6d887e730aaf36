import { readFile } from 'node:fs/promises'

/** How often the memory of a process is looked at, milliseconds. */
const everyMs = 250
/** What Node itself needs, megabytes; 45 to 60 were measured on Node 20. */
const baseMb = 128
/** Bytes of a page on the systems that have `/proc`. */
const pageBytes = 4096

/**
 * Watches the resident memory of a process from outside, where a plugin that never comes to rest cannot prevent it: twice
 * `memoryMb`, as for a thread once for the heap and once for buffers. Only Linux tells it; elsewhere only the heap is bounded.
 *
 * @returns Ends the watch.
 */
export function watchMemory(pid: number | undefined, memoryMb: number, onExceeded: () => void): () => void {
  if (pid === undefined || process.platform !== 'linux') return () => {}
  const most = (2 * memoryMb + baseMb) * 1_048_576
  const timer = setInterval(async () => {
    // Its second number is the resident size in pages. An empty text: the process has just ended.
    const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
    if (Number(statm.split(' ')[1] ?? 0) * pageBytes > most) onExceeded()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
