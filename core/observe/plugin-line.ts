import type { PluginLine } from '../pool/pool.ts'
import type { Log } from './log.ts'

/** Turns what a plugin printed or logged into a line of the log, with the plugin's name and the invocation's id. */
export function logPluginLine(log: Log, { level, message, fields, invocationId, plugin }: PluginLine): void {
  const given = fields === undefined ? undefined : { fields: JSON.parse(fields) as unknown }
  log[level]({ plugin, ...(invocationId !== undefined && { invocation: invocationId }), ...given }, message)
}
