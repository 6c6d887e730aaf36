import { expect, test } from 'vitest'
import { loadSource } from '../../../core/config/load.ts'
import { sourceOf } from '../../../core/config/source.ts'
import { configSecrets } from '../../../core/observe/config-secrets.ts'
import { createLog } from '../../../core/observe/log.ts'

const env = {
  PRIMARY: 'primary-key-1',
  SECOND: 'second-app-key',
  SEAL: 'new-seal-key-0123, old-seal-key-0123',
  API_KEY: 'service-key',
}

const { config } = loadSource(
  sourceOf(
    'skill.config.json',
    JSON.stringify({
      box: {
        signatureKeys: { primary: `$\{PRIMARY}` },
        apps: { other: { signatureKeys: { primary: `$\{SECOND}` } } },
      },
      queue: { sealKey: `$\{SEAL}` },
      plugins: { words: { use: './plugin', secrets: ['API_KEY', 'NOT_SET'] } },
      routes: [{ extensions: ['txt'], plugins: ['words'] }],
    }),
  ),
  '/skill.config.json',
  { ...env, NOT_SET: '' },
)

test('the secrets of a config are the keys of every app, each seal key, and what plugins may see', () => {
  expect(configSecrets(config, env).toSorted()).toEqual(
    ['primary-key-1', 'second-app-key', 'new-seal-key-0123', 'old-seal-key-0123', 'service-key'].toSorted(),
  )
})

test('a log that knows them tells none of them, also such as came later', () => {
  const lines: string[] = []
  const secrets = new Set(configSecrets(config, env))
  const log = createLog('info', {
    pretty: false,
    secrets,
    destination: { write: (line) => void lines.push(line) },
  })

  log.info({ url: 'x?q=service-key', 'service-key': 1, deep: ['as service-key'] }, 'with service-key')
  log.info('later-secret')
  secrets.add('later-secret')
  log.info('later-secret')

  expect(lines.join('')).not.toContain('service-key')
  expect(lines.map((line) => line.includes('later-secret'))).toEqual([false, true, false])
})
