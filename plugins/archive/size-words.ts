const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const

/** A size in bytes as people read it, in decimal units: `340 MB`, `1.2 GB`. */
export function sizeWords(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  if (unit === 0) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  return `${value.toFixed(value < 9.95 ? 1 : 0).replace(/\.0$/, '')} ${units[unit]}`
}
