import { decodeCodePage } from '../text/code-pages.ts'
import type { TextFlow } from '../text/text-flow.ts'
import { type Destination, destinationOf, isInfo, isTime } from './destinations.ts'
import { type RtfBody, rtfBody } from './rtf-body.ts'
import { rtfFonts } from './rtf-fonts.ts'
import { type RtfInfo, rtfInfo } from './rtf-info.ts'
import { rtfStyles } from './rtf-styles.ts'
import type { RtfVisitor } from './walk-rtf.ts'

/** The text of an RTF document and what it says of itself, while it is walked over. */
export interface RtfText {
  readonly visitor: RtfVisitor
  info(): ReturnType<RtfInfo['values']>
}

interface Group {
  destination: Destination
  font: number | undefined
  hidden: boolean
  /** Characters that follow `\u` for readers without Unicode. */
  skip: number
}

/** Reads RTF into `body`, its footnotes into `notes`. */
export function rtfText(body: TextFlow, notes: TextFlow): RtfText {
  const fonts = rtfFonts()
  const styles = rtfStyles()
  const info = rtfInfo()
  const flows: Readonly<Record<'text' | 'note', RtfBody>> = {
    text: rtfBody(body, styles.levelOf),
    note: rtfBody(notes, () => undefined),
  }
  const groups: Group[] = []
  let group: Group = { destination: 'text', font: undefined, hidden: false, skip: 1 }
  /** A `\*` or the brace of a group came just before. */
  let starred = false
  let isFirst = false
  let toSkip = 0
  let run: Uint8Array[] = []

  const write = (text: string) => {
    const { destination, hidden } = group
    if (destination === 'text' || destination === 'note') {
      if (!hidden) flows[destination].text(text)
    } else if (destination === 'styles') styles.text(text)
    else if (isInfo(destination) && !isTime(destination)) info.text(destination, text)
  }
  // A character of Chinese or Japanese may be two bytes, written in two ways: they have to be decoded together.
  const endRun = () => {
    if (run.length === 0) return
    const text = decodeCodePage(Buffer.concat(run), fonts.codePage(group.font))
    run = []
    write(text)
  }
  const beginGroup = (destination: Destination) => {
    const isRepeated = isInfo(destination) && destination !== group.destination && !info.isNew(destination)
    group.destination = isRepeated ? 'unseen' : destination
  }
  const format = (word: string, parameter: number | undefined) => {
    switch (word) {
      case 'f':
        group.font = parameter
        break
      case 'plain':
        group.font = undefined
        group.hidden = false
        break
      case 'v':
      case 'deleted':
        group.hidden = parameter !== 0
        break
      case 'uc':
        group.skip = Math.max(0, Math.min(parameter ?? 1, 100))
        break
    }
  }
  return {
    visitor: {
      open() {
        endRun()
        toSkip = 0
        groups.push(group)
        group = { ...group }
        isFirst = true
        starred = false
      },
      close() {
        endRun()
        toSkip = 0
        if (group.destination === 'note' && groups.at(-1)?.destination === 'text') notes.endParagraph()
        group = groups.pop() ?? group
        isFirst = false
      },
      control(word, parameter) {
        endRun()
        if (word === '*') {
          starred = true
          return
        }
        if (isFirst) beginGroup(destinationOf(word, group.destination, starred))
        isFirst = false
        if (word === 'u' && parameter !== undefined) {
          write(String.fromCharCode(parameter & 0xffff))
          toSkip = group.skip
          return
        }
        if (toSkip > 0) {
          toSkip--
          return
        }
        format(word, parameter)
        fonts.control(word, parameter ?? 0, group.destination === 'fonts')
        const { destination } = group
        if (destination === 'styles') styles.control(word, parameter)
        else if (isTime(destination)) info.time(destination, word, parameter)
        else if ((destination === 'text' || destination === 'note') && !group.hidden)
          flows[destination].control(word, parameter)
      },
      bytes(bytes) {
        isFirst = false
        const skipped = Math.min(toSkip, bytes.length)
        toSkip -= skipped
        if (skipped < bytes.length && group.destination !== 'unseen') run.push(bytes.subarray(skipped))
      },
      enough: body.full,
    },
    info: info.values,
  }
}
