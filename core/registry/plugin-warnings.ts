import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { PluginDefinition } from '../plugin.ts'

/** What the author of a sound plugin had better change. */
export function pluginWarnings(
  plugin: Pick<PluginDefinition, 'name' | 'extensions' | 'options'>,
): RunnerError[] {
  const { name, extensions, options } = plugin
  const needless = extensions.filter(
    (extension, index) =>
      extensions.indexOf(extension) !== index || (extension !== '*' && extensions.includes('*')),
  )
  const undescribed = Object.entries(options?.properties ?? {}).filter(
    ([, value]) => typeof value?.description !== 'string' || value.description.trim() === '',
  )
  return [
    ...needless.map((extension) => fail('SKR_PLUGIN_EXTENSION_REPEATED', { plugin: name, extension })),
    ...undescribed.map(([key]) =>
      fail('SKR_PLUGIN_OPTION_UNDESCRIBED', { plugin: name, option: printable(key, 64) }),
    ),
  ]
}
