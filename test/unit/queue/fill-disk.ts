// Runs in a process of its own, whose files may not grow beyond a limit: appends until that is refused.
import { isRunnerError } from '../../../core/errors/error.ts'
import { openSqliteQueue } from '../../../core/queue/sqlite.ts'
import { invocationOf } from '../../contract/queue/invocations.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const codeOf = (error: unknown) => (isRunnerError(error) ? error.code : String(error))

const queue = await openSqliteQueue(JSON.parse(process.argv[2] ?? ''))
let acknowledged = 0
let refused: string | undefined
while (refused === undefined) {
  refused = await queue
    .append(invocationOf({ eventId: `filling-${acknowledged}` }), 'words')
    .then(() => undefined, codeOf)
  if (refused === undefined) acknowledged++
}
say(`append ${refused}`)
say(`probe ${await queue.probe().then(() => 'works', codeOf)}`)
say(`acknowledged ${acknowledged}`)
process.exit()
