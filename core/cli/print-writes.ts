import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Card } from '../cards/card.ts'
import { messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { CardWrite } from '../sandbox/cards.ts'
import { diffLines } from './card-diff.ts'
import { cardLines } from './print-cards.ts'

/**
 * Makes what prints each write of cards and keeps the cards as JSON, in the same folders as the files.
 *
 * @param pathOf Path of a sandbox file below the mirrored folder; undefined for one that came another way.
 * @param cardsBefore What the new cards are compared with, where only the difference is of interest; undefined shows them all.
 */
export function createCardPrinter(
  cardsFolder: string,
  pathOf: (fileId: string) => string | undefined,
  cardsBefore: (write: CardWrite) => readonly Card[] | undefined = () => undefined,
): (write: CardWrite) => void {
  return (write) => {
    const path = pathOf(write.fileId) ?? write.fileId
    const name = printable(path, 200)
    if (write.status === 'processing') {
      console.log(`${name}: processing …`)
      return
    }
    console.log(`${name}: ${write.status ?? write.via}`)
    const colour = process.stdout.isTTY === true
    const before = cardsBefore(write)
    const lines =
      before === undefined ? cardLines(write.cards, colour) : diffLines(before, write.cards, colour)
    for (const line of lines) console.log(`  ${line}`)
    console.log()
    keep(write, join(cardsFolder, `${path}.json`)).catch((error: unknown) =>
      console.error(`The cards of ${name} could not be kept as JSON: ${messageOf(error)}`),
    )
  }
}

async function keep(write: CardWrite, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(write, undefined, 2)}\n`)
}
