import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type CheckStep, type CheckUrlOptions, checkUrl } from '../../../core/cli/check-url.ts'
import { isPrivateAddress } from '../../../core/cli/check-url-network.ts'
import { intakeErrors } from '../../../core/errors/codes/intake.ts'
import type { IntakeSettings } from '../../../core/intake/server.ts'
import { checkTrigger } from '../../../core/intake/skill-event.ts'
import { keys, listen } from '../intake/listening.ts'

const day = 86_400_000

async function check(url: string, changes: Partial<CheckUrlOptions> = {}) {
  const steps: CheckStep[] = []
  const passed = await checkUrl({ url, keys, onStep: (step) => steps.push(step), ...changes })
  return { passed, steps, find: (name: string) => steps.find(({ step }) => step === name) }
}

async function serve(server: Server): Promise<number> {
  onTestFinished(() => {
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function answering(status: number, body: string): RequestListener {
  return (request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end(body))
  }
}

describe('checkUrl', () => {
  it('passes a runner that works, step by step, and warns of plain http and a private address', async () => {
    const { url, taken } = await listen()

    const { passed, steps } = await check(`${url}/skills`)

    expect(passed).toBe(true)
    expect(steps.map(({ step, ok, code }) => [step, ok, code])).toEqual([
      ['name', true, 'SKR_CHECK_ADDRESS_PRIVATE'],
      ['certificate', true, 'SKR_CHECK_PLAIN_HTTP'],
      ['signed event', true, undefined],
      ['time to answer', true, undefined],
      ['unsigned event', true, undefined],
      ['wrong key', true, undefined],
    ])
    expect(taken).toMatchObject([{ trigger: checkTrigger, file: { id: '0' } }])
  })

  it('is a new event at each check', async () => {
    const { url, taken } = await listen()

    await check(`${url}/skills`)
    await check(`${url}/skills`)

    expect(new Set(taken.map(({ id }) => id)).size).toBe(2)
  })

  it('passes with the secondary key alone', async () => {
    const { url } = await listen()

    expect((await check(`${url}/skills`, { keys: { primary: '', secondary: keys.secondary } })).passed).toBe(
      true,
    )
  })

  it('passes the allow lists with ids that they name, and tells the code where it has others', async () => {
    const apps = { default: { signatureKeys: keys, allow: { skillIds: ['137'], enterpriseIds: ['42'] } } }
    const { url } = await listen({ settings: () => ({ signature: 'required', apps }) })

    expect((await check(`${url}/skills`, { skillId: '137', enterpriseId: '42' })).passed).toBe(true)
    expect((await check(`${url}/skills`)).find('signed event')).toMatchObject({
      ok: false,
      code: 'SKR_CHECK_STATUS',
      detail: 'The signed test event was answered 403: SKR_INTAKE_SKILL_NOT_ALLOWED.',
    })
  })

  it('tells that the keys are others, and still tries the unsigned event', async () => {
    const { url } = await listen()

    const { passed, find } = await check(`${url}/skills`, { keys: { primary: 'other', secondary: '' } })

    expect(passed).toBe(false)
    expect(find('signed event')?.detail).toContain('401: SKR_INTAKE_SIGNATURE_MISMATCH')
    expect(find('signed event')?.fix).toBe(intakeErrors.SKR_INTAKE_SIGNATURE_MISMATCH.fix)
    expect(find('unsigned event')?.ok).toBe(true)
    expect(find('time to answer')).toBeUndefined()
  })

  it('gives its own advice where that of the code is not complete', async () => {
    const port = await serve(createHttpServer(answering(503, '{"code":"SKR_CONFIG_MISSING_VARIABLE"}')))

    const { find } = await check(`http://127.0.0.1:${port}/skills`)

    expect(find('signed event')?.fix).toContain('502 or 504')
  })

  it('tells that the clocks differ', async () => {
    const { url } = await listen()

    const { find } = await check(`${url}/skills`, { now: () => Date.now() - day })

    expect(find('signed event')?.detail).toContain('SKR_INTAKE_TIMESTAMP_STALE')
  })

  it('fails a runner that takes unsigned and wrongly signed events', async () => {
    const settings = (): IntakeSettings => ({
      signature: 'off',
      apps: { default: { signatureKeys: keys, allow: { skillIds: [], enterpriseIds: [] } } },
    })
    const { url } = await listen({ settings })

    const { passed, find } = await check(`${url}/skills`)

    expect(passed).toBe(false)
    expect(find('unsigned event')).toMatchObject({
      ok: false,
      code: 'SKR_CHECK_NOT_REFUSED',
      fix: expect.any(String),
    })
    expect(find('wrong key')).toMatchObject({ ok: false, code: 'SKR_CHECK_NOT_REFUSED' })
  })

  it('fails an answer that came too late', async () => {
    const { url } = await listen()

    expect((await check(`${url}/skills`, { ackLimitMs: -1 })).find('time to answer')).toMatchObject({
      ok: false,
      code: 'SKR_CHECK_SLOW',
    })
  })

  it.each([
    [404, '{"code":"SKR_INTAKE_UNKNOWN_APP"}', 'answered 404: SKR_INTAKE_UNKNOWN_APP.'],
    [502, '<html>', 'answered 502.'],
    [301, '', 'answered 301.'],
    [500, '{"code":"\\u001b[2J"}', 'answered 500.'],
    [500, '{"code":"constructor"}', 'answered 500.'],
    [500, '[]', 'answered 500.'],
    [500, 'null', 'answered 500.'],
  ])('fails a %d and stops there', async (status, body, detail) => {
    const port = await serve(createHttpServer(answering(status, body)))

    const { passed, steps } = await check(`http://127.0.0.1:${port}/skills`)

    expect(passed).toBe(false)
    expect(steps.at(-1)).toMatchObject({ step: 'signed event', ok: false, code: 'SKR_CHECK_STATUS' })
    expect(steps.at(-1)?.detail).toContain(detail)
  })

  it.each(['ok', '{"id":"a"}', '{}'])('fails a 200 of another server that answers %s', async (body) => {
    const port = await serve(createHttpServer(answering(200, body)))

    expect((await check(`http://127.0.0.1:${port}/skills`)).find('signed event')).toMatchObject({
      ok: false,
      code: 'SKR_CHECK_NOT_RUNNER',
    })
  })

  it('fails where nothing listens, where the connection breaks, and where nothing is answered', async () => {
    const closed = createTcpServer()
    const port = await serve(closed)
    closed.close()
    const breaking = await serve(createTcpServer((socket) => socket.resetAndDestroy()))
    const silent = await serve(createTcpServer((socket) => socket.on('error', () => socket.destroy())))

    for (const at of [`localhost:${port}`, `127.0.0.1:${breaking}`, `127.0.0.1:${silent}`]) {
      const { passed, steps } = await check(`http://${at}/skills`, { timeoutMs: 300 })
      expect(passed).toBe(false)
      expect(steps.at(-1)).toMatchObject({
        step: 'signed event',
        code: 'SKR_CHECK_UNREACHABLE',
        detail: expect.stringMatching(/: .+\.$/),
      })
    }
  })

  it('fails where the answer never ends, and where the server goes away in the middle', async () => {
    const dripping = await serve(
      createHttpServer((request, response) => {
        request.resume()
        response.write('{')
      }),
    )
    let requests = 0
    const vanishing = await serve(
      createHttpServer((request, response) => {
        requests += 1
        if (requests === 1) answering(200, '{"id":"a","outcome":"new"}')(request, response)
        else request.socket.destroy()
      }),
    )

    expect((await check(`http://127.0.0.1:${dripping}/skills`, { timeoutMs: 200 })).steps.at(-1)?.code).toBe(
      'SKR_CHECK_UNREACHABLE',
    )
    expect((await check(`http://127.0.0.1:${vanishing}/skills`)).find('unsigned event')).toMatchObject({
      ok: false,
      code: 'SKR_CHECK_UNREACHABLE',
    })
  })

  it('fails a name that does not resolve, and stops', async () => {
    const { passed, steps } = await check('http://no-such-host.invalid/skills')

    expect(passed).toBe(false)
    expect(steps).toMatchObject([{ step: 'name', ok: false, code: 'SKR_CHECK_NAME' }])
  })

  it.each([
    '',
    'skills',
    'ftp://example.com/skills',
    'https://user:pass@example.com/skills',
    'https://example.com/skills?a=b',
    'https://example.com/#a',
  ])('does not take %j for an invocation URL', async (url) => {
    await expect(check(url)).rejects.toMatchObject({ code: 'SKR_CHECK_URL_INVALID' })
  })

  it('does not start without a key', async () => {
    await expect(
      check('https://example.com/skills', { keys: { primary: '', secondary: ' ' } }),
    ).rejects.toMatchObject({ code: 'SKR_CHECK_NO_KEY' })
  })
})

describe('checkUrl over TLS', () => {
  let dir = ''
  const file = (name: string) => join(dir, name)
  const read = (name: string) => readFileSync(file(name), 'utf8')
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })

  /** A leaf for `name`, signed by the authority of this test. */
  function issue(leaf: string, name: string): void {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${leaf}.key`,
      '-out',
      `${leaf}.csr`,
      '-subj',
      `/CN=${name}`,
      '-addext',
      `subjectAltName=${name.startsWith('127') ? 'IP' : 'DNS'}:${name}`,
    )
    openssl(
      'x509',
      '-req',
      '-in',
      `${leaf}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '90',
      '-copy_extensions',
      'copy',
      '-out',
      `${leaf}.pem`,
    )
  }

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'check-url-'))
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '90',
      '-subj',
      '/O=Test Authority',
    )
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'self.key',
      '-out',
      'self.pem',
      '-days',
      '90',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
    )
    issue('good', 'localhost')
    issue('other', 'elsewhere.example')
  })

  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  /** A TLS server in front of a real intake, as a proxy would be. */
  async function secure(name: string): Promise<number> {
    const { app } = await listen()
    const server = createHttpsServer(
      { key: read(`${name}.key`), cert: read(`${name}.pem`) },
      (request, response) => app.routing(request, response),
    )
    return await serve(server)
  }

  it('passes a trusted certificate and tells how long it is valid', async () => {
    const port = await secure('good')

    const { passed, find } = await check(`https://localhost:${port}/skills`, { ca: read('ca.pem') })

    expect(passed).toBe(true)
    expect(find('certificate')).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/valid for 89 more days \(Test Authority\)/),
    })
    expect(find('certificate')?.fix).toBeUndefined()
  })

  it('warns when the certificate ends soon, and fails once it has ended', async () => {
    const port = await secure('good')
    const at = (days: number) =>
      check(`https://localhost:${port}/skills`, { ca: read('ca.pem'), now: () => Date.now() + days * day })

    expect((await at(80)).find('certificate')).toMatchObject({
      ok: true,
      code: 'SKR_CHECK_CERTIFICATE_EXPIRES',
    })
    expect((await at(91)).find('certificate')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('expired'),
    })
  })

  it('warns of a self-signed certificate and goes on', async () => {
    const port = await secure('self')

    const { passed, find } = await check(`https://127.0.0.1:${port}/skills`)

    expect(passed).toBe(true)
    expect(find('certificate')).toMatchObject({
      ok: true,
      code: 'SKR_CHECK_CERTIFICATE',
      detail: expect.stringContaining('self-signed'),
    })
    expect(find('signed event')?.ok).toBe(true)
  })

  it('fails a certificate for another name, and one whose chain is not complete', async () => {
    const other = await check(`https://localhost:${await secure('other')}/skills`, { ca: read('ca.pem') })
    const unknown = await check(`https://localhost:${await secure('good')}/skills`)

    expect(other.find('certificate')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('another name'),
    })
    expect(unknown.find('certificate')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('chain is incomplete'),
    })
    expect(unknown.find('wrong key')?.ok).toBe(true)
  })

  it('fails where no TLS is spoken, or nothing at all, and stops', async () => {
    const plain = await serve(createTcpServer((socket) => socket.end('220 hello\r\n')))
    const silent = await serve(createTcpServer((socket) => socket.on('error', () => socket.destroy())))

    for (const port of [plain, silent]) {
      const { passed, steps } = await check(`https://localhost:${port}/skills`, { timeoutMs: 300 })
      expect(passed).toBe(false)
      expect(steps.at(-1)).toMatchObject({ step: 'certificate', ok: false, code: 'SKR_CHECK_UNREACHABLE' })
    }
  })
})

describe('isPrivateAddress', () => {
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
  ])('holds for %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888'])('does not hold for %s', (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  })
})
