import { expect, test } from 'vitest'
import { textOf } from '../docs/blocks.ts'
import { faultsDocument, withFaultTables } from './faults-document.ts'

test('the tables of docs/faults-of-box.md say what the tests hold the runner to', () => {
  const document = textOf(faultsDocument)

  expect(document, 'run npm run generate').toBe(withFaultTables(document))
})
