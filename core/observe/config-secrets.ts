import type { RunnerConfig } from '../config/config.ts'

/**
 * The secrets of a configuration: the keys that events are signed with, those that seal the queue, and the environment
 * variables that plugins may see.
 *
 * @param env Where the plugins' secrets come from.
 */
export function configSecrets(
  { box, queue, plugins }: Pick<RunnerConfig, 'box' | 'queue' | 'plugins'>,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const keys = Object.values(box.apps).flatMap(({ signatureKeys: { primary, secondary } }) => [
    primary,
    secondary,
  ])
  const sealing = queue.sealKey.split(',').map((key) => key.trim())
  const granted = Object.values(plugins).flatMap(({ secrets }) => secrets.map((name) => env[name] ?? ''))
  return [...keys, ...sealing, ...granted].filter((secret) => secret !== '')
}
