import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../core/config/load.ts'
import { configText, goodKey, loadText, withConfigFile } from './load-text.ts'

const env = { KEY: goodKey }

describe('the resolved configuration', () => {
  it('takes paths relative to the file, and leaves packages and absolute paths alone', async () => {
    const plugins = {
      one: { use: './one' },
      two: { use: '../two' },
      three: { use: '/opt/three' },
      four: { use: '@acme/four' },
      five: { use: '.hidden-package' },
    }
    const text = configText({
      plugins,
      routes: [{ extensions: ['*'], plugins: Object.keys(plugins) }],
      queue: { path: 'here/q.db' },
      files: { tempDir: './tmp' },
    })

    const { config, folder } = await withConfigFile(text, async (_, folder) => {
      await mkdir(join(folder, 'deep'))
      await writeFile(join(folder, 'deep', 'c.json'), text)
      const nearby = relative(process.cwd(), join(folder, 'deep', 'c.json'))
      return { ...(await loadConfig(nearby, env)), folder: join(folder, 'deep') }
    })

    expect(Object.values(config.plugins).map(({ use }) => use)).toEqual([
      join(folder, 'one'),
      join(folder, '../two'),
      '/opt/three',
      '@acme/four',
      '.hidden-package',
    ])
    expect(config.queue.path).toBe(join(folder, 'here/q.db'))
    expect(config.files.tempDir).toBe(join(folder, 'tmp'))
  })

  it('writes extensions and hosts in lower case, each once, and the API address without a slash', async () => {
    const text = configText({
      box: {
        signatureKeys: { primary: goodKey },
        apiUrl: 'https://api.box.com/',
        tokenHosts: ['DL.Example.com:8081'],
      },
      routes: [{ extensions: ['TXT', 'txt', 'Tar.GZ'], plugins: ['words'] }],
    })

    const { config } = await loadText(text)

    expect(config.routes[0]?.extensions).toEqual(['txt', 'tar.gz'])
    expect(config.box.tokenHosts).toEqual(['dl.example.com:8081'])
    expect(config.box.apiUrl).toBe('https://api.box.com')
  })

  it.each(['http://127.0.0.1:8081', 'http://localhost', 'http://[::1]:1', 'http://box.localhost'])(
    'lets %s be called without TLS, as it is this machine',
    async (apiUrl) => {
      const { config } = await loadText(configText({ box: { signatureKeys: { primary: goodKey }, apiUrl } }))

      expect(config.box.apiUrl).toBe(apiUrl)
    },
  )

  it('has the app of /skills beside others only where something is said of it', async () => {
    const apps = {
      contracts: {
        signatureKeys: { primary: goodKey, secondary: 'x'.repeat(20) },
        allow: { skillIds: ['1'] },
      },
    }
    const [alone, both] = await Promise.all([
      loadText(configText({ box: { apps } })),
      loadText(configText({ box: { apps, signatureKeys: { primary: goodKey } } })),
    ])

    expect(alone.config.box.apps).toEqual({
      contracts: {
        signatureKeys: { primary: goodKey, secondary: 'x'.repeat(20) },
        allow: { skillIds: ['1'], enterpriseIds: [] },
      },
    })
    expect(Object.keys(both.config.box.apps)).toEqual(['default', 'contracts'])
  })

  it('needs no keys where the signature is off', async () => {
    const { config } = await loadText(configText({ box: { signature: 'off' } }))

    expect(config.box.apps).toEqual({
      default: { signatureKeys: { primary: '', secondary: '' }, allow: { skillIds: [], enterpriseIds: [] } },
    })
  })

  it('has at least as many threads as one plugin asks for, where the file sets no limit', async () => {
    const { config } = await loadText(configText({ plugins: { words: { use: 'x', threads: 200 } } }))

    expect(config.pool.threads).toBe(200)
    expect(config.plugins.words?.threads).toBe(200)
  })

  it('keeps what the file says in place of each default', async () => {
    const { config } = await loadText(
      configText({
        pool: { threads: 3 },
        routes: [{ kinds: ['image', 'audio'], minFileBytes: 1, maxFileBytes: 9, plugins: ['words'] }],
      }),
    )

    expect(config.pool.threads).toBe(3)
    expect(config.routes[0]).toMatchObject({
      kinds: ['image', 'audio'],
      extensions: [],
      minFileBytes: 1,
      maxFileBytes: 9,
    })
  })
})
