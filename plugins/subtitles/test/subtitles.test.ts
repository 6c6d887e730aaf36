import { fileURLToPath } from 'node:url'
import { runPlugin } from 'box-skill-runner/testing'
import { describe, expect, it } from 'vitest'
import { rowsByTitle, runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import subtitles from '../dist/index.js'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

async function read(name: string, options = {}): Promise<Record<string, string[]>> {
  return rowsByTitle((await runHere(subtitles, fixture(name), { options })).cards)
}

const srtOf = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23).replace('.', ',')
    return `${at + 1}\n${time(at * 2)} --> ${time(at * 2 + 1.9)}\nLine ${at}.\n`
  }).join('\n')

describe('subtitles', () => {
  it('become paragraphs with times, and rows that say what they are', async () => {
    expect(await read('harbour.srt')).toMatchInlineSnapshot(`
      {
        "Subtitles": [
          "Language: English",
          "Length: 0:44",
          "Cues: 8",
          "Format: SubRip (SRT)",
        ],
        "Transcript": [
          "1–9 The tide turns at six, and the pilot boat leaves the harbour. The horn sounds twice.",
          "15–29 - Is the channel clear?
      - Clear as far as the lighthouse. Then we go. Nobody spoke until the last buoy was behind us. The sea was grey & calm, 5 < 6 knots of wind.",
          "40–44 By noon the container ship was at its berth.",
        ],
      }
    `)
  })

  it('stay apart where the operator wants that', async () => {
    const { Transcript } = await read('harbour.srt', { paragraphSeconds: 0 })

    expect(Transcript).toEqual([
      '1–3.5 The tide turns at six,',
      '3.6–6.2 and the pilot boat leaves the harbour.',
      '6.4–9 The horn sounds twice.',
      '15–18 - Is the channel clear?\n- Clear as far as the lighthouse.',
      '18.2–21 Then we go.',
      '21.2–24.9 Nobody spoke until the last buoy was behind us.',
      '25–29 The sea was grey & calm, 5 < 6 knots of wind.',
      '40–44 By noon the container ship was at its berth.',
    ])
  })

  it('name who speaks, and when', async () => {
    expect(await read('interview.vtt')).toMatchInlineSnapshot(`
      {
        "Speakers": [
          "4.2–15 Tomas",
          "1–4 12–15 3602–3605 Ines",
        ],
        "Subtitles": [
          "Language: British English",
          "Length: 1:00:05",
          "Cues: 6",
          "Format: WebVTT",
        ],
        "Transcript": [
          "1–4 Ines: Good morning, and welcome to the harbour.",
          "4.2–11.5 Tomas: Thank you. It’s windy & cold today. The gauge says three metres.",
          "12–15 Ines: Is that much?",
          "12–15 Tomas: For May it is.",
          "3602–3605 Ines: An hour later, the water was back.",
        ],
      }
    `)
  })

  it.each([
    ['hafen.windows-1252.srt', 'German', 'größer wird die Lücke nicht.“'],
    ['gavan.windows-1251.srt', 'Russian', 'а над устьем реки ещё висит туман.'],
    ['minato.shift_jis.srt', 'Japanese', '川の口にはまだ霧がかかっている。'],
    ['porto.utf-16.srt', 'Portuguese', 'As gaivotas aqueciam-se nos telhados'],
  ])('are decoded as what they look like: %s', async (name, language, text) => {
    const { Transcript, Subtitles } = await read(name)

    expect(Transcript?.join()).toContain(text)
    expect(Subtitles).toContain(`Language: ${language}`)
  })

  it('that roll over two lines say each line once, from its beginning', async () => {
    const { Transcript } = await read('rolling.vtt')

    expect(Transcript).toEqual([
      '0–17.5 the tide gauge at the end of the pier writes down the level of the water every six minutes and ' +
        'sends it to the office in town where somebody draws a line from it',
    ])
  })

  it('that grow word by word say each word once', async () => {
    const { Transcript } = await read('growing.srt')

    expect(Transcript).toEqual(['0.5–5 Ships wait outside until the water is high enough.'])
  })

  it('are read as far as they make sense', async () => {
    const { Transcript, Subtitles } = await read('broken.srt', { paragraphSeconds: 0 })

    expect(Transcript).toEqual([
      '1–3 First.',
      '3.2–5 Second, without a blank line.',
      '6–8 Third.',
      '9–11 Fourth, out of order.',
      '12–17 Ends before it starts.',
    ])
    expect(Subtitles).toContain('Cues: 5, and 1 that cannot be read')
  })
})

describe('the formats', () => {
  it('TTML: times of all kinds, speakers, lines and parts of lines', async () => {
    expect(await read('broadcast.ttml', { paragraphSeconds: 0 })).toMatchInlineSnapshot(`
      {
        "Speakers": [
          "14–16.48 De loods",
        ],
        "Subtitles": [
          "Title: Het getij",
          "Language: Dutch",
          "Length: 0:23",
          "Cues: 5",
          "Format: TTML",
        ],
        "Transcript": [
          "11–13.5 Het tij keert om zes uur, en de loodsboot vaart uit.",
          "14–16.48 De loods: Is de vaargeul vrij?",
          "17–19 Vrij tot aan de vuurtoren & verder.",
          "21–22 Woord",
          "22–23 voor woord.",
        ],
      }
    `)
  })

  it('TTML that is cut off', async () => {
    expect((await read('truncated.ttml')).Transcript).toEqual(['1–4 Whole. Cut of'])
  })

  it('SubStation: what is spoken, in order, without drawings, effects and comments', async () => {
    expect(await read('film.ass', { paragraphSeconds: 0 })).toMatchInlineSnapshot(`
      {
        "Speakers": [
          "1–8 Marta",
          "8.5–10 Jonas",
        ],
        "Subtitles": [
          "Title: The Pilot Boat",
          "Length: 0:10",
          "Cues: 3, and 1 that cannot be read",
          "Format: SubStation Alpha",
        ],
        "Transcript": [
          "1–4 Marta: Good evening, everybody.",
          "5–8 Marta: Listen, there is a horn.",
          "8.5–10 Jonas: I heard it, too.",
        ],
      }
    `)
  })

  it('LRC: a line each time that it is sung', async () => {
    expect(await read('song.lrc')).toMatchInlineSnapshot(`
      {
        "Lyrics": [
          "5–8.5 The tide goes out at six",
          "8.5–12.5 The boats lie on the sand",
          "14–16.5 Low water, low water",
          "16.5–20.5 Wait for the moon",
          "20.5–27.5 And nobody is in a hurry",
          "27.5–31 Low water, low water",
          "31–36 Wait for the moon",
        ],
        "Song": [
          "Title: Low Water",
          "Artist: The Harbour Choir",
          "Album: Songs of the Pier",
          "Language: English",
          "Length: 0:36",
          "Lines: 7",
          "Format: LRC lyrics",
        ],
      }
    `)
  })

  it('MicroDVD: frames by the rate that the file declares', async () => {
    const { Transcript, Subtitles } = await read('film.microdvd.sub', { paragraphSeconds: 0 })

    expect(Transcript).toEqual([
      '1–4 The pilot boat leaves at six.',
      '4.4–7 Fog hangs above the river. Nobody speaks.',
      '8–13 The lighthouse!',
    ])
    expect(Subtitles).toContain('Frames per second: 25')
  })

  it('MicroDVD: frames by the rate of the options where the file declares none', async () => {
    const content = '{48}{96}Two to four.'
    const run = await runPlugin(subtitles, { file: { name: 'a.sub', content }, options: { frameRate: 24 } })

    expect(rowsByTitle(run.cards).Transcript).toEqual(['2–4 Two to four.'])
    expect(rowsByTitle(run.cards).Subtitles).toContain('Frames per second: 24, which is assumed')
  })

  it.each(['film.subviewer.sub', 'upload.sbv'])('two times on a line: %s', async (name) => {
    const { Transcript } = await read(name, { paragraphSeconds: 0 })

    expect(Transcript?.at(-1)).toBe('5.5–7 Nobody speaks.')
  })

  it('are told by the content, whatever the name is', async () => {
    const { Transcript, Subtitles } = await read('really-vtt.srt')

    expect(Transcript).toEqual(['1–2 The name is wrong.'])
    expect(Subtitles).toContain('Format: WebVTT')
  })
})

describe('limits', () => {
  it('keep a very long file within one card, by longer paragraphs', async () => {
    const run = await runPlugin(subtitles, {
      file: { name: 'long.srt', content: srtOf(20_000) },
      options: { paragraphSeconds: 0 },
    })

    const rows = rowsByTitle(run.cards).Transcript ?? []
    expect(run.notes).toEqual([])
    expect(rows.length).toBeGreaterThan(300)
    expect(rows.length).toBeLessThanOrEqual(900)
    expect(rows[0]).toContain('Line 0. Line 1.')
    expect(rows.at(-1)).toContain('Line 19999.')
  })

  it('refuse a file beyond the allowed size, and read one of exactly that size', async () => {
    const cue = '1\n00:00:01,000 --> 00:00:02,000\nHere.\n'
    const options = { maxMb: 1 }
    const whole = { name: 'whole.srt', content: cue.padEnd(1_000_000, '\n') }
    const larger = { name: 'larger.srt', content: cue.padEnd(1_000_001, '\n') }

    expect(rowsByTitle((await runPlugin(subtitles, { file: whole, options })).cards).Transcript).toEqual([
      '1–2 Here.',
    ])
    expect(await runPlugin(subtitles, { file: larger, options })).toMatchObject({
      error: {
        code: 'skills_invalid_file_size_error',
        message: '“larger.srt” is larger than the 1 MB that are allowed for subtitles.',
      },
    })
  })
})

describe('what says nothing', () => {
  it('gives no cards where there are no cues', async () => {
    expect((await runHere(subtitles, fixture('no-cues.vtt'))).cards).toEqual([])
  })

  it.each(['empty.srt', 'letter.srt', 'picture.srt'])('is refused in words: %s', async (name) => {
    await expect(read(name)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: `“${name}” cannot be read as subtitles: it is empty, damaged or of another kind.`,
    })
  })

  it('is refused where the subtitles are pictures', async () => {
    await expect(read('pictures.sub')).rejects.toMatchObject({
      message: '“pictures.sub” holds subtitles as pictures (VobSub), and no text.',
    })
  })
})
