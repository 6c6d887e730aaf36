import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/**
 * The extensions in a text such as `txt, .MD`, in the form that `definePlugin` wants, each once.
 *
 * @throws `SKR_NEW_EXTENSIONS_INVALID`
 */
export function parseExtensions(given: string): readonly string[] {
  const all = given.split(/[\s,;]+/).filter((part) => part !== '')
  const extensions = all.map((part) => part.replace(/^(?:\*?\.)+/, '').toLowerCase())
  const wrong = extensions.findIndex((one) => one !== '*' && !/^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*$/.test(one))
  if (all.length === 0 || wrong >= 0)
    throw fail('SKR_NEW_EXTENSIONS_INVALID', { found: printable(all[wrong] ?? given, 60) })
  return extensions.includes('*') ? ['*'] : [...new Set(extensions)]
}

/** Formats whose content is text as it is, so that the first plugin can look into it. */
const textual: ReadonlySet<string> = new Set(
  'txt text md markdown csv tsv log json xml html htm yaml yml rst tex sql css js ts java py rb go c h sh ini toml eml srt vtt'.split(
    ' ',
  ),
)

/** What the plugin's first lines are about: the words of a text, or the bytes of anything else. */
export function flavourOf(extensions: readonly string[]): 'text' | 'bytes' {
  return extensions.every((extension) => textual.has(extension)) ? 'text' : 'bytes'
}
