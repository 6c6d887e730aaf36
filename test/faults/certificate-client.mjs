/**
 * Makes calls to servers whose certificates are signed by the authority of the tests, which a process can be told of at its
 * start only (NODE_EXTRA_CA_CERTS). Takes `[{ call, url }]` as its argument and prints what came of each, as JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContentReader } from '../../core/dist/box/content.js'
import { createTransport } from '../../core/dist/box/transport.js'
import { createCardWriter } from '../../core/dist/box/writer.js'

const folder = await mkdtemp(join(tmpdir(), 'certificates-'))
const token = { value: 'tok', expiresAt: Date.now() + 3_600_000 }
const { signal } = new AbortController()
const limits = { maxBytes: 1000, downloadTimeoutMs: 60_000, representationTimeoutMs: 60_000 }

const reading = {
  content: (reader, to) => reader.download(to, signal),
  link: (reader, to) => reader.download(to, signal),
  list: (reader, to) => reader.representation('extracted_text', to, signal),
  poll: (reader, to) => reader.representation('extracted_text', to, signal),
  text: (reader, to) => reader.representation('extracted_text', to, signal),
}

async function make({ call, url: apiUrl }, index) {
  const transport = createTransport({ apiUrl, tokenHosts: [], timeoutMs: 30_000, connections: 2 })
  try {
    if (call in reading) {
      const reader = createContentReader({
        transport,
        apiUrl,
        fileId: '5',
        versionId: undefined,
        token,
        ...limits,
      })
      await reading[call](reader, join(folder, String(index)))
    } else {
      const writer = createCardWriter({ apiUrl, transport, mode: call === 'put' ? 'replace' : 'merge' })
      const card = { type: 'skill_card', skill: { type: 'service', id: '1' } }
      await writer.write({ skillId: '1', fileId: '5', token }, { status: 'success', cards: [card] })
    }
    return { code: undefined }
  } catch (error) {
    return { code: error.code, retryable: error.retryable, message: error.message }
  } finally {
    await transport.close()
  }
}

const calls = JSON.parse(process.argv[2])
console.log(JSON.stringify(await Promise.all(calls.map(make))))
await rm(folder, { recursive: true })
