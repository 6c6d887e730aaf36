import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Card } from '../../core/cards/card.ts'
import { behaviourEntry } from '../support/behaviour-pool.ts'
import { openRig, type Rig } from '../support/rig.ts'
import { type BoxCall, boxCalls, type CallName } from './box-calls.ts'
import { type Elsewhere, type FaultName, faultKinds, tokenLifetimeMs } from './box-fault-kinds.ts'
import { itsCards, nothing } from './box-faults.ts'
import { watchFile } from './rest.ts'

/** A runner, a sandbox, and the places that faults redirect to. */
export interface FaultRig {
  /** Has the invocation of a new file meet the fault at the call. */
  meet(call: CallName, fault: FaultName): Promise<Met>
  /** `Authorization` headers that came to the foreign host. */
  readonly strayTokens: readonly string[]
  close(): Promise<void>
}

/** What became of the invocation when it came to rest for the first time, and in the end, the fault being gone. */
export interface Met {
  readonly state: string
  readonly code: string | undefined
  readonly made: number
  readonly seen: string
  /** From the first try to the next one; undefined where it has ended. */
  readonly waitMs: number | undefined
  readonly end: { readonly state: string; readonly seen: string }
  /** Whether the card of another skill stood there all the time; undefined where there is none. */
  readonly othersKept: boolean | undefined
}

/** The text of each file: a byte each half second, it takes longer than any time-out of the slow rig. */
const words =
  'More than a hundred bytes, so that it takes its time where it comes a byte at a time: hello, hello, hello.'
const otherSkill = '77'
/** Enough for the wait to be seen, and nothing to wait for. */
const delayMs = 400
const reader = fileURLToPath(new URL('../plugins/reader/index.js', import.meta.url))

/** @param slow Whether time-outs are short, for faults that are met with a wait; else nothing meets one by chance. */
export async function openFaultRig(cardMode: 'replace' | 'merge', slow: boolean): Promise<FaultRig> {
  const strayTokens: string[] = []
  const foreign = await startForeignHost((token) => strayTokens.push(token))
  const plugin = { threads: 1, tasksPerThread: 64 }
  const rig = await openRig(
    {
      plugins: { one: { use: behaviourEntry, ...plugin }, two: { use: reader, ...plugin } },
      routes: [
        { extensions: ['txt'], plugins: ['one'] },
        { extensions: ['csv'], plugins: ['two'] },
      ],
      retry: { attempts: 3, firstDelayMs: delayMs, maxDelayMs: delayMs },
      box: { cardMode, timeoutMs: slow ? 6000 : 30_000, connections: 100 },
      files: slow ? { downloadTimeoutMs: 15_000 } : {},
      cards: { statusCardAfterMs: 300_000 },
    },
    { sandbox: { tokenLifetimeMs, representationsOnDemand: true } },
  )
  const { sandbox, runner } = rig
  // Events are sent by hand, each after its fault.
  sandbox.deliverTo(undefined)
  const circle = '/2.0/circle'
  sandbox.faults.add({ on: 'other', when: ({ path }) => path === circle, redirectTo: circle })
  const elsewhere: Elsewhere = { foreign: foreign.url, circle: `${sandbox.url}${circle}` }
  let count = 0

  async function uploadFor({ extension, standing }: BoxCall): Promise<string> {
    count += 1
    const { id } = await sandbox.upload({ name: `file-${count}.${extension}`, content: words })
    if (standing) await putCardOfAnother(rig, id)
    return id
  }
  async function send(fileId: string): Promise<void> {
    const { headers, body } = sandbox.event(fileId)
    const { status } = await fetch(`${runner.url}/skills`, { method: 'POST', headers, body })
    if (status !== 200) throw new TypeError(`the event was answered ${status}`)
  }

  // One of each kind without a fault, so that no cell waits for what is loaded once.
  for (const call of [boxCalls.content, boxCalls.list]) {
    const id = await uploadFor(call)
    await send(id)
    await sandbox.waitForCards(id, { timeoutMs: 60_000 })
  }

  return {
    strayTokens,
    async meet(name, fault) {
      const call = boxCalls[name]
      const fileId = await uploadFor(call)
      const active = sandbox.faults.add({
        on: call.kind,
        when: (request) => request.fileId === fileId && call.fits(request),
        ...faultKinds[fault].effect(elsewhere),
      })
      const watch = watchFile(rig, fileId, active)
      const began = Date.now()
      await send(fileId)
      const first = await watch.first
      const waits = first.record.state === 'retrying'
      const waitMs = waits ? first.record.dueAt - began : undefined
      // As an operator would who does not want to wait.
      if (waitMs !== undefined && waitMs > 60_000) await runner.queue.requeue(first.record.invocation.id)
      const end = waits ? await watch.end : first
      return {
        state: first.record.state,
        code: first.record.reason?.code,
        made: first.hits,
        seen: seenOn(first.cards),
        waitMs,
        end: { state: end.record.state, seen: seenOn(end.cards) },
        othersKept: call.standing
          ? [first, end].every(({ cards }) => cards.some((card) => card.skill.id === otherSkill))
          : undefined,
      }
    },
    async close() {
      await rig.close()
      foreign.close()
    },
  }
}

/** The cards of this skill in words; names of plugins give way to an ellipsis. */
function seenOn(cards: readonly Card[]): string {
  const ours = cards.filter(({ skill }) => skill.id !== otherSkill)
  if (ours.length === 0) return nothing
  const said = ours.flatMap((card) => ('status' in card ? [card.status.message] : []))
  if (said.length === 0) return itsCards
  return said.join(' ').replace(/plugin "\w+"/, 'plugin "…"')
}

async function putCardOfAnother({ sandbox }: Rig, fileId: string): Promise<void> {
  const card = {
    created_at: '2026-01-01T00:00:00Z',
    type: 'skill_card',
    skill_card_type: 'keyword',
    skill_card_title: { message: 'Of another skill' },
    skill: { type: 'service', id: otherSkill },
    invocation: { type: 'skill_invocation', id: 'abc' },
    entries: [{ type: 'text', text: 'kept' }],
  }
  const { status } = await fetch(`${sandbox.url}/2.0/files/${fileId}/metadata/global/boxSkillsCards`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.ownerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ cards: [card] }),
  })
  if (status !== 201) throw new TypeError(`the card was answered ${status}`)
}

async function startForeignHost(onToken: (authorization: string) => void) {
  const server = createServer((request, response) => {
    if (request.headers.authorization !== undefined) onToken(request.headers.authorization)
    response.end('the words of a stranger')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
