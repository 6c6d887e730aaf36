import { boxCalls, type CallName } from './box-calls.ts'
import { type FaultName, faultKinds } from './box-fault-kinds.ts'
import { callNames, cellsOf, itsCards, nothing, type Outcome } from './box-faults.ts'
import { certificateFaults } from './certificate-faults.ts'

/** The document that the tables stand in, below the repository. */
export const faultsDocument = 'docs/faults-of-box.md'

const begin = '<!-- tables: written by npm run generate -->'
const end = '<!-- end of tables -->'

/** The document with its tables made anew from what the tests hold the runner to. */
export function withFaultTables(document: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from < 0 || to < from) throw new TypeError(`${faultsDocument} has no place for the tables`)
  const tables = [...callNames.map(tableOf), certificateTable()]
  return `${document.slice(0, from + begin.length)}\n\n${tables.join('\n\n')}\n\n${document.slice(to)}`
}

function tableOf(call: CallName): string {
  const { title, request } = boxCalls[call]
  return [
    `### ${title}`,
    '',
    request.replace(/^(\S+) (\/\S+)/, '`$1 $2`'),
    '',
    '| Box … | Made | What becomes of it | Code | Beside the file |',
    '| --- | --- | --- | --- | --- |',
    ...grouped(call).map(([outcome, faults]) => row(outcome, faults)),
  ].join('\n')
}

/** Faults that come to the same stand in one row. */
function grouped(call: CallName): readonly (readonly [Outcome, readonly FaultName[]])[] {
  const groups = new Map<Outcome, FaultName[]>()
  for (const { fault, outcome } of cellsOf(call)) groups.set(outcome, [...(groups.get(outcome) ?? []), fault])
  return [...groups]
}

function row(outcome: Outcome, faults: readonly FaultName[]): string {
  const { code, made, seen } = outcome
  const cells = [inOneSentence(faults), times(made), fate(outcome), code ? `\`${code}\`` : '–', quoted(seen)]
  return `| ${cells.join(' | ')} |`
}

/** `answers 500, 502; breaks off`: statuses share one verb. */
function inOneSentence(faults: readonly FaultName[]): string {
  const isPlain = (name: FaultName) => /^answers \d+$/.test(faultKinds[name].words)
  const statuses = faults.filter(isPlain).join(', ')
  const others = faults.filter((name) => !isPlain(name)).map((name) => faultKinds[name].words)
  return [...(statuses ? [`answers ${statuses}`] : []), ...others].join('; ')
}

const times = (made: number) => (made === 1 ? 'once' : made === 2 ? 'twice' : `${made} times`)

function fate({ state, inMinutes, note }: Outcome): string {
  const words = {
    retrying: inMinutes ? 'tried again when Box allows it' : 'tried again later',
    failed: 'ends as `failed`',
    gone: 'ends as `gone`',
    succeeded: '`succeeded`',
    partial: 'ends as `partial`',
    ignored: 'ends as `ignored`',
    superseded: 'ends as `superseded`',
  }[state]
  return note === undefined ? words : `${words}; ${note}`
}

/** Of a status card, the cause alone: what stands around it is the same each time, and told above the tables. */
function quoted(seen: string): string {
  if (seen === itsCards || seen === nothing) return seen
  return `“${/: (.*?)\.( It will be tried again .*)?$/.exec(seen)?.[1]}”`
}

function certificateTable(): string {
  return [
    '### Certificates, at any call',
    '',
    '| Box … | Made | What becomes of it | Code |',
    '| --- | --- | --- | --- |',
    ...Object.values(certificateFaults).map(
      ({ words, reason }) =>
        `| ${words} | not at all | tried again later | \`SKR_BOX_CERTIFICATE_REFUSED\` (${reason}) |`,
    ),
  ].join('\n')
}
