import type { PluginInstanceConfig } from '../config/config.ts'

/**
 * Shares the budget of threads out among the plugin instances: each gets what it asks for or, where it does not say,
 * an equal share of what is left, and never less than one.
 */
export function shareThreads(
  plugins: Readonly<Record<string, Pick<PluginInstanceConfig, 'threads'>>>,
  budget: number,
): Readonly<Record<string, number>> {
  const names = Object.keys(plugins)
  const open = names.filter((name) => plugins[name]?.threads === undefined)
  const asked = names.reduce((sum, name) => sum + (plugins[name]?.threads ?? 0), 0)
  const share = Math.max(1, Math.floor((budget - asked) / open.length))
  return Object.fromEntries(names.map((name) => [name, plugins[name]?.threads ?? share]))
}
