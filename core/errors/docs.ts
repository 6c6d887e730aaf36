import type { ErrorSpec } from './spec.ts'

/** What the areas of the codes (`SKR_<AREA>_…`) are called, in the order in which a newcomer meets them. */
const areas: ReadonlyMap<string, string> = new Map([
  ['CONFIG', 'Configuration: problems of `skill.config.json`, found before anything starts.'],
  ['PLUGIN', 'Plugins: problems of finding, loading and describing plugins, found before anything starts.'],
  ['START', 'Start: problems of starting the server.'],
  ['CLI', 'Commands: problems of how a command was called, and of what it was pointed at.'],
  ['DEV', 'Trying a plugin: problems of how `skill-runner dev` was called with a plugin.'],
  ['NEW', 'New plugins: problems of `skill-runner new`.'],
  [
    'PACKAGE',
    'Packages of plugins: what `skill-runner check ./my-plugin` may find in the package around a plugin.',
  ],
  ['CHECK', 'Checks of a deployed runner: what `skill-runner check --url` may find.'],
  [
    'INTAKE',
    'Intake: answers to events that are not accepted. The code stands in the JSON body of the answer.',
  ],
  ['QUEUE', 'Queue: problems of keeping invocations.'],
  ['RUN', 'Runs: problems of running a plugin on a file.'],
  ['FILE', 'Files: problems of reading the uploaded file.'],
  ['CARDS', 'Cards: problems of the cards that a plugin returned.'],
  ['BOX', 'Box: problems of talking to Box.'],
  ['SANDBOX', 'Sandbox: problems of the local Box.'],
  ['CONSOLE', 'Page: problems of the page that `dev` serves, and of previews.'],
  ['TESTING', 'Testing: mistakes of tests, and what `describePlugin` finds in a plugin.'],
])

/**
 * The page `docs/errors.md`: every code with what happened, why, and what to do, by area. Codes of an area that the page
 * has no words for stand at its end.
 */
export function errorsMarkdown(registry: Readonly<Record<string, ErrorSpec>>): string {
  const codes = Object.entries(registry)
  const named = [...areas].map(([area, about]) => ({
    about,
    codes: codes.filter(([code]) => areaOf(code) === area),
  }))
  const others = {
    about: 'Others: whatever fits nowhere else.',
    codes: codes.filter(([code]) => !areas.has(areaOf(code))),
  }
  return [
    head,
    ...[...named, others].flatMap((part) => (part.codes.length === 0 ? [] : [section(part)])),
  ].join('\n')
}

interface Area {
  /** Its title, a colon, and a sentence. */
  readonly about: string
  readonly codes: readonly (readonly [string, ErrorSpec])[]
}

function section({ about, codes }: Area): string {
  const [title = '', text = ''] = about.split(': ')
  return [
    `## ${title}`,
    '',
    `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
    '',
    ...codes.map(([code, spec]) => entry(code, spec)),
  ].join('\n')
}

const head = `<!-- Made from core/errors by \`npx tsx core/errors/write-docs.ts\`. Do not edit. -->

# Errors

Every error of the runner has a code that never changes. Search this page for the code that you met: it says what
happened, why that is an error, and what to do. Words in braces, such as \`{file}\`, stand for what the message names.
`

function areaOf(code: string): string {
  return code.split('_')[1] ?? ''
}

function entry(code: string, { message, why, fix, status, retryable }: ErrorSpec): string {
  const facts = [
    status === undefined ? [] : `HTTP status ${status}.`,
    retryable === true ? 'Tried again by itself.' : [],
  ].flat()
  return [
    `### ${code}`,
    '',
    `> ${escaped(message)}`,
    '',
    `**Why:** ${escaped(why)}${facts.length === 0 ? '' : ` ${facts.join(' ')}`}`,
    '',
    `**What to do:** ${escaped(fix)}`,
    '',
  ].join('\n')
}

/** Texts of the registry may hold code in backticks; everything else that Markdown would take for its own is escaped. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<>[\]#|]/g, '\\$&')))
    .join('')
}
