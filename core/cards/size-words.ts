const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/**
 * Two sizes in bytes as people read them, such as `31 MB` and `20 MB`, with as many digits as it takes to tell them
 * apart. Decimal units: a limit of 20000000 is 20 MB.
 */
export function sizesApart(a: number, b: number): readonly [string, string] {
  for (const digits of [1, 2, 3]) {
    const [first, second] = [sizeWords(a, digits), sizeWords(b, digits)]
    if (first !== second) return [first, second]
  }
  return [`${a} bytes`, `${b} bytes`]
}

/** A size in bytes as people read it, with at most `digits` behind the point. */
export function sizeWords(bytes: number, digits: number): string {
  let unit = 0
  let value = bytes
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${Number(value.toFixed(unit === 0 ? 0 : digits))} ${units[unit]}`
}
