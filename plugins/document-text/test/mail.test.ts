import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import documentText from '../index.ts'
import { unpackRtf } from '../mail/compressed-rtf.ts'
import { mimeParts } from '../mail/mime-parts.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

describe('an e-mail', () => {
  it('shows who wrote to whom, what is attached, and first what is new in it', async () => {
    const outcome = await runPlugin(documentText, fixture('reply.eml'))

    expect(titlesOf(outcome)).toEqual(['E-mail', 'Attachments', 'Text'])
    expect(entriesOf(outcome, 'E-mail')).toEqual([
      'Subject: Re: Lamp oil – Bestellung für März',
      'From: Harbour Office – Büro <office@harbour.example>',
      'To: Keeper Nord <nord@light.example>, Keeper Süd <sued@light.example>, Keeper Ost <ost@light.example>, Keeper West <west@light.example>, Keeper Mitte <mitte@light.example> and 2 more',
      'Cc: council@harbour.example',
      'Sent: 2025-03-04 10:12 +01:00',
      'Format: E-mail message',
    ])
    expect(entriesOf(outcome, 'Attachments')).toEqual([
      'Übergabeliste März.pdf (23 KB)',
      'litres.csv (20 bytes)',
      expect.stringMatching(/^Forwarded message \(\d+ bytes\)$/),
    ])
    expect(entriesOf(outcome, 'Text')).toEqual([
      'Good morning, the boat brings 240 litres of lamp oil on Thursday at high water (14:20). Please clear the landing stage and sign the list that is attached. Kind regards The harbour office',
      'Earlier messages: On Mon, 3 Mar 2025 at 18:40, Keeper Nord <keepernord@light.example> wrote: The store is nearly empty. When does the next boat come? The last delivery was in November.',
    ])
  })

  it('has nothing of its attachments opened', async () => {
    const outcome = await runPlugin(documentText, fixture('reply.eml'))

    expect(JSON.stringify(outcome.cards)).not.toContain('secret inner text')
  })

  it('of nothing but HTML is read without its frame, in its own encoding', async () => {
    const outcome = await runPlugin(documentText, fixture('newsletter.eml'))

    expect(entriesOf(outcome, 'E-mail')).toEqual([
      'Subject: Café on the mole',
      'From: Harbour News <news@harbour.example>',
      'Sent: 2025-04-25 06:00 UTC',
      'Format: E-mail message',
    ])
    expect(entriesOf(outcome, 'Text')).toEqual([
      'Café on the north mole opens on 1 May From nine in the morning – every day but Monday. Tide tables are €2.',
    ])
  })

  it('that is encrypted says so', async () => {
    const outcome = await runPlugin(documentText, fixture('sealed.eml'))

    expect(entriesOf(outcome, 'E-mail')).toEqual(
      expect.arrayContaining(['Encryption: only the recipient can read the text', 'Text: none found']),
    )
  })
})

describe('an Outlook message', () => {
  it('shows the same as any other', async () => {
    const outcome = await runPlugin(documentText, fixture('delivery.msg'))

    expect(titlesOf(outcome)).toEqual(['E-mail', 'Attachments', 'Text'])
    expect(entriesOf(outcome, 'E-mail')).toEqual([
      'Subject: Delivery on Thursday – Lieferung',
      'From: Harbour Office <office@harbour.example>',
      'To: Keeper Nord <nord@light.example>',
      'Cc: Council <council@harbour.example>',
      'Sent: 2025-03-04 09:12 UTC',
      'Format: Outlook message',
    ])
    // The picture that stands in the text is none.
    expect(entriesOf(outcome, 'Attachments')).toEqual(['List of keepers.xlsx (5.2 KB)', 'Earlier order'])
    expect(entriesOf(outcome, 'Text')).toEqual([
      'Good morning, the boat brings the lamp oil on Thursday at high water. Kind regards The harbour office',
      'Earlier messages: From: Keeper Nord The store is nearly empty.',
    ])
  })

  it('is read whether its text is RTF or HTML, and in its own code page', async () => {
    const rtf = await runPlugin(documentText, fixture('rtf-only.msg'))
    const html = await runPlugin(documentText, fixture('html-only.msg'))

    expect(entriesOf(rtf, 'E-mail')?.[0]).toBe('Subject: € 12 für Öl')
    expect(entriesOf(rtf, 'Text')).toEqual(['The tide gauge is „repaired“. It shows 4.2 m again.'])
    expect(entriesOf(html, 'Text')).toEqual(['The ferry sails every ninety minutes – also at night.'])
  })
})

describe('the RTF of an Outlook message', () => {
  it('is unpacked as in the example of the specification', () => {
    // MS-OXRTFCP, 3.1.1 and 3.2.
    const packed = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
      'hex',
    )

    expect(Buffer.from(unpackRtf(packed, 1000)).toString('latin1')).toBe(
      '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n',
    )
  })

  it('is unpacked no further than wanted', () => {
    const packed = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
      'hex',
    )

    expect(unpackRtf(packed, 6)).toHaveLength(6)
  })
})

describe('the parts of a message', () => {
  it('are found wherever a piece of the stream ends', async () => {
    const message = await readFile(fixture('reply.eml'))
    const { signal } = new AbortController()
    const sizes = async (step: number) => {
      const found: number[] = []
      for await (const part of mimeParts(pieces(message, step), 100, signal)) found.push(part.size)
      return found
    }

    expect(await sizes(7)).toEqual(await sizes(message.length))
  })

  it('are given up where they stand inside of each other without end', async () => {
    const nested = Array.from(
      { length: 60 },
      (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
    ).join('')
    const message = Buffer.from(`Content-Type: multipart/mixed; boundary=b0\r\n\r\n${nested}`)

    const read = async () => {
      for await (const part of mimeParts(pieces(message, 1000), 100, new AbortController().signal)) void part
    }

    await expect(read()).rejects.toBeInstanceOf(RangeError)
  })
})

async function* pieces(bytes: Buffer, step: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += step) yield bytes.subarray(start, start + step)
}
