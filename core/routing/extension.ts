/** Parts of a name that are looked at for extensions such as `tar.gz`; no format is known that needs more. */
const maxParts = 4

/**
 * The extension of a file's name in lower case, without the dot; `''` where there is none. A name that only begins with
 * a dot (`.gitignore`) has none. Dots and blanks at the end do not count, as on Windows.
 */
export function extensionOf(name: string): string {
  return extensionsOf(name).at(-1) ?? ''
}

/** All that may count as the extension, the longest first: `archive.tar.gz` gives `tar.gz` and `gz`. */
export function extensionsOf(name: string): string[] {
  const bare = name.replace(/^\.+/, '')
  const parts: string[] = []
  let end = lengthWithoutTail(bare)
  while (parts.length < maxParts) {
    const dot = bare.lastIndexOf('.', end - 1)
    if (dot <= 0) break
    const part = bare.slice(dot + 1, end)
    // "v1.2 final" ends in no extension, and "a..gz" only in "gz".
    if (part === '' || /[\s/\\]|\p{Cc}/u.test(part)) break
    parts.unshift(part.toLowerCase())
    end = dot
  }
  return parts.map((_, index) => parts.slice(index).join('.'))
}

/** Counted by hand: a pattern for blanks at the end would go over a name of many blanks again and again. */
function lengthWithoutTail(name: string): number {
  let end = name.length
  while (end > 0 && /[.\s]/.test(name.charAt(end - 1))) end--
  return end
}
