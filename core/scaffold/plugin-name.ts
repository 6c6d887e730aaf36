import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/** What a new plugin is called. */
export interface PluginNames {
  /** In `definePlugin`, logs and configs: `invoice-dates`. */
  readonly plugin: string
  /** On npm: `box-skill-plugin-invoice-dates`, with a scope where one was given. */
  readonly package: string
}

const prefix = 'box-skill-plugin-'
/** `definePlugin` allows 64 characters; npm allows 214 with prefix and scope. */
const maxChars = 64

/**
 * The names of a plugin from what its author calls it: a word with dashes, with or without a scope and the usual prefix.
 *
 * @throws `SKR_NEW_NAME_INVALID`, with a name that would do where one can be made of it.
 */
export function pluginNames(given: string): PluginNames {
  const [, scope = '', name = ''] =
    /^(@[a-z0-9~-][a-z0-9._~-]*\/)?(?:box-skill-plugin-)?([a-z][a-z0-9-]*)$/.exec(given.trim()) ?? []
  const whole = `${scope}${prefix}${name}`
  if (name !== '' && !name.endsWith('-') && name.length <= maxChars && whole.length <= 214)
    return { plugin: name, package: whole }
  const params = { name: printable(given, 80), example: suggestion(given) }
  throw fail('SKR_NEW_NAME_INVALID', params)
}

function suggestion(given: string): string {
  const made = given
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/^@[^/]*\//, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, maxChars)
    .replace(/-+$/, '')
  return made === '' ? 'invoice-dates' : made
}
