import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes a plugin that gives away what it knows in each way that a careless one does: the first word of the file says which.
 * It waits where the file says `hold`, until the file `release` stands beside the plugin.
 */
export async function writeTelltale(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'telltale', version: '1.0.0', type: 'module', exports: './index.js' }),
  )
  await writeFile(join(folder, 'index.js'), source)
  return folder
}

/** The ways, which are also the first words of files. */
export const ways = [
  'well',
  'throw',
  'cause',
  'skill-error',
  'retry',
  'log',
  'print',
  'url',
  'url-in-log',
  'header',
  'later',
  'reject',
  'exit',
  'not-cards',
  'card-warning',
  'progress',
  'extracted',
] as const

const source = `
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const secret = process.env.SERVICE_KEY

class SkillError extends Error {
  name = 'SkillError'
  constructor(code, message, { retryable = false, ...rest } = {}) {
    super(message, rest)
    this.code = code
    this.retryable = retryable
  }
}

const ways = {
  well: () => {},
  throw: () => { throw new Error('401 for key ' + secret) },
  cause: () => {
    const cause = Object.assign(new Error('request to https://x.example/?api_key=' + encodeURIComponent(secret)), {
      options: { headers: { authorization: 'Bearer ' + secret } },
    })
    throw new Error('fetch failed', { cause })
  },
  'skill-error': () => { throw new SkillError('skills_external_auth_error', 'The service refused ' + secret, { cause: new Error(secret) }) },
  retry: () => { throw new SkillError('skills_unknown_error', 'Busy: ' + secret, { retryable: true }) },
  log: ({ log }) => {
    log.info('the key is ' + secret, { key: secret, deep: [{ [secret]: secret, text: 'as ' + secret }] })
    log.debug(JSON.stringify({ body: JSON.stringify({ key: secret }) }))
    log.error('URL https://x.example/?q=' + encodeURIComponent(secret))
    log.warn('Authorization: Basic ' + Buffer.from('user:' + secret).toString('base64'))
  },
  print: () => {
    console.log(secret, process.env)
    console.error(new Error(secret))
    process.stdout.write(Buffer.from(secret))
  },
  url: async ({ file }) => { throw new Error('could not fetch ' + (await file.downloadUrl())) },
  'url-in-log': async ({ file, log }) => {
    const url = await file.downloadUrl()
    log.info('fetching ' + url, { url, location: [url] })
    console.log(url)
  },
  header: () => { throw Object.assign(new Error('Authorization: Bearer ' + secret), { config: { token: secret } }) },
  later: async () => {
    setTimeout(() => { throw new Error('later ' + secret) }, 5)
    await wait(100)
  },
  reject: async () => {
    void Promise.reject(new Error('rejected ' + secret))
    await wait(100)
  },
  exit: () => process.exit(7),
  'not-cards': () => ({ secret }),
  'card-warning': ({ cards }) => [cards.keyword({ title: 'Words', entries: [] })],
  progress: ({ progress }) => progress(0.5, 'with ' + secret),
  extracted: async ({ file }) => { await (await file.representation('extracted_text'))?.text() },
}

export default {
  name: 'telltale',
  version: '1.0.0',
  apiVersion: 1,
  extensions: ['txt'],
  options: { type: 'object', additionalProperties: false, properties: {} },
  async run(context) {
    const { file, cards } = context
    const [way, hold] = (await file.text()).split(' ')
    if (hold === 'hold') while (!existsSync(new URL('./release', import.meta.url))) await wait(20)
    const result = await ways[way]?.(context)
    return result ?? [cards.keyword({ title: 'Words', entries: [way] })]
  },
}
`
