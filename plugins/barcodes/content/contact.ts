import type { Content } from './content.ts'
import { type DirectoryLine, directoryLines, partsOf, unescaped } from './directory-lines.ts'
import { fieldsOf } from './fields.ts'
import { plain, plainOrNone } from './plain.ts'

/** Numbers or addresses that are shown of each kind. */
const MAX_VALUES = 3

/** A person or a firm, as a vCard or in the shorter form of Japan's telephones (MECARD). */
export function contact(text: string): Content | undefined {
  return /^\s*BEGIN:VCARD/i.test(text) ? vCard(directoryLines(text)) : meCard(text)
}

function vCard(lines: readonly DirectoryLine[]): Content {
  const values = (name: string) => lines.filter((line) => line.name === name).map(({ value }) => value)
  const [family = '', given = ''] = (values('N')[0] ?? '').split(';').map(unescaped)
  return {
    title: 'Contact',
    facts: {
      Name: plainOrNone(values('FN').map(unescaped)[0]) ?? plainOrNone(`${given} ${family}`),
      Organization: listed(values('ORG').map((value) => partsOf(value).join(', '))),
      Position: listed(values('TITLE').map(unescaped)),
      Phone: listed(values('TEL').map((value) => unescaped(value).replace(/^tel:/i, ''))),
      'E-mail': listed(values('EMAIL').map(unescaped)),
      Website: listed(values('URL').map(unescaped)),
      Address: listed(values('ADR').map((value) => partsOf(value).join(', '))),
      Note: plainOrNone(values('NOTE').map(unescaped)[0]),
    },
  }
}

function meCard(text: string): Content | undefined {
  const fields = fieldsOf(text, 'MECARD:')
  if (fields === undefined) return undefined
  const values = (name: string) => fields.get(name) ?? []
  return {
    title: 'Contact',
    facts: {
      // The family name stands first, with a comma behind it.
      Name: plainOrNone(values('N')[0]?.split(',').toReversed().join(' ')),
      Organization: listed(values('ORG')),
      Phone: listed(values('TEL')),
      'E-mail': listed(values('EMAIL')),
      Website: listed(values('URL')),
      Address: listed(values('ADR')),
      Note: plainOrNone(values('NOTE')[0]),
    },
  }
}

function listed(values: readonly string[]): string | undefined {
  const clean = [...new Set(values.map((value) => plain(value, 200)).filter((value) => value !== ''))]
  return clean.length === 0 ? undefined : clean.slice(0, MAX_VALUES).join(', ')
}
