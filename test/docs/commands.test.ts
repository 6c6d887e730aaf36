import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProgram } from '../../core/cli/program.ts'
import { blocksOf, documents, root, textOf } from './blocks.ts'

/** Command lines of this product, with the words of each; comments, pipes and other commands are taken off. */
function linesOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((row) => row.startsWith('$ '))
    .flatMap((row) => row.slice(2).split(/\s(?:&&|\|\|?|;)\s/))
    .map(wordsOf)
}

function wordsOf(line: string): readonly string[] {
  const words = line.replace(/\s#.*$/, '').match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []
  const plain = words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'))
  return plain.slice(plain.findIndex((word) => !/^\w+=/.test(word)))
}

const console_ = blocksOf('console', 'sh', 'bash')
const commands = console_.flatMap(([name, { text }]) =>
  linesOf(text)
    .map((words) => (words[0] === 'npx' ? words.slice(1) : words))
    .filter(([first]) => first === 'skill-runner')
    .map(([, ...args]) => [name, args] as const),
)
// What stands in a sentence: `skill-runner check --url https://host/skills`.
const mentioned = documents.flatMap((document) =>
  [...textOf(document).matchAll(/`(?:npx )?skill-runner ([^`\n]+)`/g)].map(
    ([, line = '']) => [document, wordsOf(line)] as const,
  ),
)

test.each(commands)('%s: skill-runner %j is a command line that there is', async (_, args) => {
  expect(await problemOf(args)).toBeUndefined()
})

test.each(mentioned)('%s: skill-runner %j is part of a command line that there is', async (_, args) => {
  // In a sentence `skill-runner run` and `skill-runner check --url` stand for whatever may follow.
  expect([undefined, 'commander.missingArgument', 'commander.optionMissingArgument']).toContain(
    await problemOf(args),
  )
})

test('command lines were found', () => {
  expect(commands.length).toBeGreaterThan(10)
  expect(mentioned.length).toBeGreaterThan(10)
})

test.each(['run', 'check --ulr https://a.test', 'strat', 'dev a b c'])(
  'a command line that there is not is found: %s',
  async (line) => {
    expect(await problemOf(line.split(' '))).toMatch(/^commander\./)
  },
)

const scripts = new Set([
  ...Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts),
  // Those of a plugin that `skill-runner new` has made.
  ...['build', 'check', 'dev', 'test'],
])

test.each(
  console_.flatMap(([name, { text }]) =>
    linesOf(text)
      .filter(
        ([first, second]) => first === 'npm' && (second === 'run' || second === 'test' || second === 'start'),
      )
      .map(([, second, third]) => [name, second === 'run' ? third : second] as const),
  ),
)('%s: npm run %s is a script that there is', (_, script) => {
  expect(scripts).toContain(script)
})

/** Parses as the command does, and does nothing. Resolves to the code of what is wrong. */
async function problemOf(args: readonly string[]): Promise<string | undefined> {
  const program = createProgram(() => undefined)
  disarm(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return undefined
  } catch (error) {
    const { code = String(error), exitCode } = error as { code?: string; exitCode?: number }
    return exitCode === 0 ? undefined : code
  }
}

function disarm(command: ReturnType<typeof createProgram>): void {
  command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined }).exitOverride()
  if (command.commands.length === 0) command.action(() => undefined)
  for (const inner of command.commands) disarm(inner)
}
