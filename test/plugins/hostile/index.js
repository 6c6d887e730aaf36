import * as childProcess from 'node:child_process'
import fs from 'node:fs'
import inspector from 'node:inspector'
import os from 'node:os'
import path from 'node:path'
import v8 from 'node:v8'
import { Worker } from 'node:worker_threads'
import { definePlugin } from 'box-skill-runner/plugin'

/** Writes to the socket that leads to the runner. A plugin cannot be kept from that. */
function say(message) {
  const text = Buffer.from(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`)
  for (let from = 0; from < text.length; ) {
    try {
      from += fs.writeSync(3, text, from)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
    }
  }
}
const forever = () => new Promise(() => {})
function endWith(reason) {
  const reply = { ok: false, durationMs: 0, reason: { retryable: false, message: 'forged', ...reason } }
  for (let run = 0; run < 50; run += 1) say({ type: 'ended', run, reply })
}

/** What each attempt does when it succeeds; the options name the targets. */
const attempts = {
  'read a file of the system': () => fs.readFileSync('/etc/passwd'),
  'read its way out with dots': ({ own }) =>
    fs.readFileSync(path.join(path.dirname(own), '../../../../../../../etc/passwd')),
  'read the file of another invocation': ({ secretFile }) => fs.readFileSync(secretFile),
  'list the folder of temporary files': ({ own }) => fs.readdirSync(path.join(path.dirname(own), '../..')),
  'write beside its folder': ({ secretFile }) => fs.writeFileSync(`${secretFile}.new`, 'x'),
  'write over its own code': () => fs.appendFileSync(new URL(import.meta.url), '\n'),
  'delete a file of another': ({ secretFile }) => fs.rmSync(secretFile),
  'link to a file of the system': ({ own }) => fs.symlinkSync('/etc/passwd', `${own}-link`),
  'read the environment of the runner': () => fs.readFileSync(`/proc/${process.ppid}/environ`),
  'start a program': () => childProcess.execFileSync('id'),
  'start a thread': () => new Worker('1', { eval: true }),
  'load native code': () => process.dlopen({ exports: {} }, '/nowhere.node') ?? true,
  'open a debugger': () => inspector.open(0),
  'send a signal to the runner': () => process.kill(process.ppid, 'SIGUSR1'),
  'open the debugger of the runner': () => process._debugProcess(process.ppid),
  'use the internals of Node': () => process.binding('process_wrap'),
  'write a report': ({ secretFile }) => process.report.writeReport(`${secretFile}.json`),
  'write a snapshot of the heap': ({ secretFile }) => v8.writeHeapSnapshot(`${secretFile}.heap`),
  'see a variable that was not granted': () => process.env.HOSTILE_OTHER ?? process.env.PATH ?? fail(),
  'see the options in what the system shows of it': ({ canary }) =>
    JSON.stringify([process.argv, process.execArgv, process.title, process.env]).includes(canary) || fail(),
}
const fail = () => {
  throw new Error('not there')
}

const deeds = {
  'say what is no JSON': () => say('{"type":'),
  'say what has no known form': () =>
    say({ type: 'ended', run: 0, reply: { ok: true, json: 5, durationMs: 0 } }),
  'say too much at once': () => say('x'.repeat(3_000_000)),
  'say too many things': () => {
    for (let count = 0; count < 20_000; count += 1)
      say({ type: 'line', line: { level: 'info', message: 'x' } })
  },
  'forge a code of Box': () => endWith({ code: 'SKR_BOX_NOT_FOUND' }),
  'forge a code of its own': () => endWith({ code: 'custom_error' }),
  'forge a line of another': () =>
    say({ type: 'line', line: { level: 'error', message: 'forged', invocationId: 'invocation-of-another' } }),
  'forge fields that are no JSON': () =>
    say({ type: 'line', line: { level: 'error', message: 'forged', fields: '{' } }),
  'name a prototype': () => say('{"type":"__proto__","constructor":{"prototype":{"polluted":1}}}'),
  'hoard without rest': () => {
    for (const hoard = []; ; ) hoard.push(Buffer.alloc(4_000_000, 1))
  },
  abort: () => process.abort(),
  'start a program that stays': () =>
    childProcess.spawn('sleep', ['600'], { stdio: 'ignore', detached: false, env: { PATH: '/usr/bin:/bin' } })
      .pid,
}

/** A plugin that tries what the text of its file tells it, or with `everything` all that it must not. */
export default definePlugin({
  name: 'hostile',
  version: '1.0.0',
  extensions: ['txt'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { secretFile: { type: 'string', default: '', description: 'A file of somebody else.' } },
  },
  async run({ file, options, cards }) {
    const own = await file.path()
    const word = (await file.text()).trim()
    if (word === 'everything') {
      const done = Object.entries(attempts).flatMap(([what, attempt]) => {
        try {
          attempt({ ...options, own })
          return [what]
        } catch {
          return []
        }
      })
      return [
        cards.keyword({ title: 'Succeeded', entries: [`tried ${Object.keys(attempts).length}`, ...done] }),
      ]
    }
    if (word === 'change the file') fs.writeFileSync(own, 'changed')
    if (word === 'use its folder') {
      fs.writeFileSync(path.join(os.tmpdir(), 'note'), 'its own')
      return [
        cards.keyword({ title: 'Read', entries: [fs.readFileSync(path.join(os.tmpdir(), 'note'), 'utf8')] }),
      ]
    }
    if (word === 'use native code') await import('sharp')
    if (word === 'show a picture')
      return [cards.timeline({ title: 'Faces', entries: [{ text: 'a face', image: new Uint8Array(8) }] })]
    if (word === 'read what it may not') fs.readFileSync(options.secretFile)
    if (word === 'read representation')
      return [
        cards.keyword({
          title: 'Read',
          entries: [String(await (await file.representation('extracted_text'))?.text())],
        }),
      ]
    if (word === 'read url') {
      const answer = await fetch(await file.downloadUrl())
      return [cards.keyword({ title: 'Read', entries: [`from its address: ${await answer.text()}`] })]
    }
    if (word === 'look for tokens') {
      let heap = ''
      for await (const chunk of v8.getHeapSnapshot()) heap += chunk
      // Put together only now, so that it is not found in this code.
      const found = ['read', 'write'].filter((kind) =>
        heap.includes(['sandbox', kind, 'token', ''].join('-')),
      )
      return [cards.keyword({ title: 'Found', entries: [`the file: ${heap.includes(file.name)}`, ...found] })]
    }
    const result = deeds[word]?.()
    if (word.startsWith('start') || word === 'change the file' || deeds[word] === undefined)
      return [cards.keyword({ title: 'Done', entries: [String(result ?? (await file.text()))] })]
    return forever()
  },
})
