import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { fail, type RunnerError } from '../errors/error.ts'
import { deepestNesting, tooDeepAt } from './nesting.ts'
import type { Source } from './source.ts'

/** What is wrong at a place where JSON ends to be JSON, and what to do about it. */
interface Explanation {
  readonly problem: string
  readonly hint: string
}

const doubleQuotes = 'Put texts and keys in double quotes; only numbers, true, false and null stand without.'
const backslash = 'Write \\\\ for a backslash, \\n for a new line and \\" for a double quote.'

const explanations: Readonly<Record<ReturnType<typeof printParseErrorCode>, Explanation>> = {
  InvalidSymbol: { problem: 'there is a word that is not JSON here', hint: doubleQuotes },
  InvalidNumberFormat: { problem: 'this number is not complete', hint: 'Write it like 20, -3 or 0.5.' },
  PropertyNameExpected: {
    problem: 'a key is expected here',
    hint: 'Write a key in double quotes, a ":" and a value.',
  },
  ValueExpected: {
    problem: 'a value is expected here',
    hint: 'Write a text in double quotes, a number, true, false, null, a list or an object.',
  },
  ColonExpected: {
    problem: 'a ":" is missing before this',
    hint: 'Put a ":" between the key and its value.',
  },
  CommaExpected: {
    problem: 'a "," is missing before this',
    hint: 'Put a "," behind the value in front of it.',
  },
  CloseBraceExpected: { problem: 'a "}" is missing here', hint: 'Each "{" needs a "}" that closes it.' },
  CloseBracketExpected: { problem: 'a "]" is missing here', hint: 'Each "[" needs a "]" that closes it.' },
  EndOfFileExpected: {
    problem: 'the file should end before this',
    hint: 'Remove what stands behind the last "}", or a "}" that is too much.',
  },
  InvalidCommentToken: { problem: 'this is not a comment that is allowed here', hint: 'Write // or /* */.' },
  UnexpectedEndOfComment: { problem: 'this comment is not closed', hint: 'Close it with */.' },
  UnexpectedEndOfString: {
    problem: 'this text is not closed',
    hint: 'Close it with a double quote in the same line.',
  },
  UnexpectedEndOfNumber: { problem: 'this number is not complete', hint: 'Write it like 20, -3 or 0.5.' },
  InvalidUnicode: {
    problem: 'this text holds a \\u that is not followed by four hexadecimal digits',
    hint: backslash,
  },
  InvalidEscapeCharacter: { problem: 'this text holds a backslash that means nothing', hint: backslash },
  InvalidCharacter: {
    problem: 'this text holds a character that must be escaped, such as a tab',
    hint: backslash,
  },
  '<unknown ParseErrorCode>': {
    problem: 'this is not JSON',
    hint: 'Compare it with the examples in docs/configure.md.',
  },
}

/** What was parsed, and where it was not JSON. */
export interface Parsed {
  readonly root: Node | undefined
  readonly problems: readonly RunnerError[]
}

/**
 * Parses JSON with comments and trailing commas. Each problem is `SKR_CONFIG_SYNTAX`. One mistake makes a parser
 * stumble several times, so only the first in each line is told, and an end that is missing only where nothing else is.
 */
export function parseSource(source: Source): Parsed {
  const tooDeep = tooDeepAt(source.text)
  if (tooDeep !== undefined) {
    const problem = `lists and objects are nested more than ${deepestNesting} levels deep here`
    const hint = 'Take a level out, such as a bracket that is too much.'
    const position = source.positionAt(tooDeep)
    return { root: undefined, problems: [fail('SKR_CONFIG_SYNTAX', { problem, hint }, { position })] }
  }
  const errors: ParseError[] = []
  const root = parseTree(source.text, errors, { allowTrailingComma: true })
  const lines = new Set<number>()
  const problems: RunnerError[] = []
  for (const { error, offset } of errors) {
    const position = source.positionAt(offset)
    const follows = problems.length > 0 && offset >= source.text.trimEnd().length
    if (lines.has(position.line) || follows) continue
    lines.add(position.line)
    const what = explanations[printParseErrorCode(error)]
    problems.push(fail('SKR_CONFIG_SYNTAX', { problem: what.problem, hint: what.hint }, { position }))
  }
  return { root, problems }
}
