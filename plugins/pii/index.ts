import { definePlugin } from 'box-skill-runner/plugin'
import { allowList } from './allow-list.ts'
import { cardsOf, notChecked } from './cards.ts'
import type { Detector } from './finding.ts'
import { options } from './options.ts'
import { readFile } from './read-file.ts'
import { scanText } from './scan.ts'
import { openTally } from './tally.ts'

/** Compiling the patterns is most of what the plugin costs before its first file. */
const importDetectors = () => import('./detectors.ts')

let detectors: readonly Detector[] = []

/** Whether personal data or secrets stand in a file: which, how many, and where, without showing them. */
export default definePlugin({
  name: 'pii',
  version: '0.1.0',
  description: 'Personal data and secrets in documents and texts, masked and counted.',
  extensions: [
    ...[
      'txt',
      'text',
      'md',
      'markdown',
      'csv',
      'tsv',
      'log',
      'json',
      'jsonl',
      'ndjson',
      'xml',
      'html',
      'htm',
    ],
    ...[
      'yaml',
      'yml',
      'toml',
      'ini',
      'cfg',
      'conf',
      'properties',
      'env',
      'sql',
      'vcf',
      'ics',
      'eml',
      'pem',
      'key',
    ],
    ...[
      'js',
      'mjs',
      'cjs',
      'jsx',
      'ts',
      'tsx',
      'py',
      'rb',
      'php',
      'go',
      'java',
      'kt',
      'cs',
      'c',
      'h',
      'cpp',
      'rs',
    ],
    ...['swift', 'scala', 'sh', 'bash', 'ps1', 'bat', 'tf', 'tfvars', 'ipynb'],
    ...['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'rtf', 'epub', 'msg', 'doc', 'xls', 'ppt'],
  ],
  options,
  async setup({ options }) {
    detectors = await (await importDetectors()).loadDetectors(options)
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the text')
    const reading = await readFile(file, {
      ...options,
      log,
      signal,
      // Without the reader's messages, which may name what stands in the file.
      progress: (fraction) => progress(fraction / 2, 'Reading the text'),
    })
    if (reading === undefined) return notChecked(cards)

    const tally = openTally(Math.max(options.examples, 1))
    let checked = 0
    for (const source of reading.sources) {
      await scanText(source, {
        detectors,
        isAllowed: allowList(options.allow ?? []),
        tally,
        signal,
        done(characters) {
          checked += characters
          progress(Math.min(checked / (file.size ?? options.maxChars), 0.99), 'Checking the text')
        },
      })
    }
    if (checked === 0) return []

    const minimum: Readonly<Record<string, number | undefined>> = options.minimum ?? {}
    const found = tally.counts()
    const counts = found.filter(({ type, different }) => different >= (minimum[type.kind] ?? 1))
    log.debug('checked', { characters: checked, types: counts.length })
    progress(1)
    return cardsOf(
      cards,
      {
        counts,
        wanted: options.kinds,
        isBelowMinimum: found.length > counts.length,
        unchecked: reading.unchecked(),
      },
      options,
    )
  },
})
