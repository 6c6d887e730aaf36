const units = ['bytes', 'KB', 'MB', 'GB'] as const

/** A size for people, in decimal units as the runner's own messages have it: `2.3 MB`. */
export function sizeWords(bytes: number): string {
  let unit = 0
  let value = bytes
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return bytes === 1 ? '1 byte' : `${unit === 0 ? value : Number(value.toFixed(1))} ${units[unit]}`
}

/** Time of day, to the second: `14:03:07`. */
export function timeOfDay(at: number): string {
  return new Date(at).toTimeString().slice(0, 8)
}

/** A length of time: `840 ms`, `3.2 s`, `2 min 5 s`. */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** `1 card`, `3 cards`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
