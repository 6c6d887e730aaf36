import { describe, expect, it } from 'vitest'
import { lengthWords, secondsOf } from '../clock.ts'
import { makeCue } from '../cue.ts'
import { formatOf } from '../format.ts'
import { guessLanguage, languageInName, languageName } from '../language.ts'
import { toParagraphs } from '../paragraphs.ts'
import { plainLines } from '../plain-text.ts'
import { readAss } from '../read-ass.ts'
import { readLrc } from '../read-lrc.ts'
import { readSrt } from '../read-srt.ts'
import { ttmlSeconds } from '../ttml-time.ts'
import { withoutRepeats } from '../without-repeats.ts'

const cue = (start: number, end: number | undefined, text: string, speaker?: string) => ({
  start,
  end,
  lines: text.split('\n'),
  ...(speaker ? { speaker } : {}),
})

describe('a time', () => {
  it.each([
    ['00:00:01,500', 1.5],
    ['1:02:03.45', 3723.45],
    ['02:03', 123],
    ['01:02,5', 62.5],
    ['100:00:00,000', 360_000],
  ])('%s is %d seconds', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds)
  })

  it.each(['', '12', 'aa:bb:cc', '1:2:3:4:5', '-1:00', '00:00:0x'])('%j is none', (text) => {
    expect(secondsOf(text)).toBeUndefined()
  })

  it.each([
    ['00:00:01:12', 1.48],
    ['1.5m', 90],
    ['0.5h', 1800],
    ['1500ms', 1.5],
    ['50f', 2],
    ['30t', 3],
    ['00:10:00.25', 600.25],
  ])('of TTML %s is %d seconds', (text, seconds) => {
    expect(ttmlSeconds(text, { frameRate: 25, tickRate: 10 })).toBeCloseTo(seconds, 6)
  })

  it('beyond any recording makes no cue', () => {
    expect(makeCue(360_001, undefined, ['late'])).toBeUndefined()
  })

  it('is written as a length', () => {
    expect([lengthWords(5), lengthWords(245), lengthWords(5530)]).toEqual(['0:05', '4:05', '1:32:10'])
  })
})

describe('a text', () => {
  it.each([
    ['<i>Hello</i> <font color="red">you</font>', 'Hello you'],
    ['{\\an8}{\\pos(1,2)}Up', 'Up'],
    ['2 < 3 and 4 > 1', '2 < 3 and 4 > 1'],
    ['I <3 tea', 'I <3 tea'],
    ['AT&amp;T &lt;b&gt; &#233;&#xe9; &unknown;', 'AT&T <b> éé &unknown;'],
    ['<00:01.500><c> word</c>', ' word'],
  ])('%j reads %j', (text, plain) => {
    expect(plainLines([text])).toEqual([plain])
  })
})

describe('SubRip', () => {
  it('keeps a number that is what is said', () => {
    const { cues } = readSrt(['1', '00:01,000 --> 00:02,000', '42', '', '2', '00:03,000 --> 00:04,000', '7'])

    expect(cues.map(({ lines }) => lines)).toEqual([['42'], ['7']])
  })

  it('takes an arrow between numbers for what is said', () => {
    const lines = [
      '1',
      '00:00:01,000 --> 00:00:02,000',
      'Turn it from 4 -> 5,',
      'or 12 --> 13.',
      'Then wait.',
    ]

    expect(readSrt(lines).cues.map((cue) => cue.lines)).toEqual([lines.slice(2)])
  })
})

describe('LRC', () => {
  it('has a line sung so often at the most that a long text with many times takes no memory', () => {
    const text = 'la '.repeat(100_000)
    const { cues } = readLrc([`${'[00:01.00]'.repeat(100_000)}${text}`, '[00:02.00] The end'])

    expect(cues).toHaveLength(201)
  })
})

describe('SubStation', () => {
  it('reads the fields of version 4, and a text with commas', () => {
    const { cues } = readAss([
      '[Events]',
      'Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
      'Dialogue: Marked=0,0:00:01.00,0:00:02.50,Default,Ann,0000,0000,0000,,One, two, {\\b1}three',
    ])

    expect(cues).toEqual([{ start: 1, end: 2.5, lines: ['One, two, three'], speaker: 'Ann' }])
  })

  it('is done in no time with braces that do not end', () => {
    expect(
      readAss([`Dialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,${'{\\p1'.repeat(200_000)}`]).cues,
    ).toHaveLength(1)
  })
})

describe('repeats', () => {
  it('are left out only where the captions touch', () => {
    const told = withoutRepeats([cue(1, 2, 'Yes.'), cue(2, 3, 'Yes.'), cue(9, 10, 'Yes.')])

    expect(told).toEqual([cue(1, 3, 'Yes.'), cue(9, 10, 'Yes.')])
  })

  it('by another speaker are said', () => {
    expect(withoutRepeats([cue(1, 2, 'Yes.', 'A'), cue(2, 3, 'Yes.', 'B')])).toHaveLength(2)
  })

  it('that happen to begin alike stay', () => {
    const cues = [cue(1, 2, 'No'), cue(2, 3, 'No way'), cue(3, 4, 'Why?'), cue(4, 5, 'Because.')]

    expect(withoutRepeats(cues)).toEqual(cues)
  })
})

describe('paragraphs', () => {
  it('end where a sentence does, soon after the time', () => {
    const cues = [
      cue(0, 4, 'One'),
      cue(4, 8, 'goes on.'),
      cue(8, 12, 'Two'),
      cue(12, 14, 'ends.'),
      cue(14, 16, 'Three.'),
    ]

    expect(toParagraphs(cues, 10, 100).map(({ text }) => text)).toEqual(['One goes on.', 'Two ends. Three.'])
  })

  it('begin after a pause, and where somebody else speaks', () => {
    const cues = [cue(0, 1, 'a', 'A'), cue(1, 2, 'b', 'B'), cue(2, 3, 'c', 'B'), cue(8, 9, 'd', 'B')]

    expect(toParagraphs(cues, 30, 100).map(({ text }) => text)).toEqual(['A: a', 'B: b c', 'B: d'])
  })

  it('hold several speakers where there would be too many', () => {
    const cues = [cue(0, 1, 'a', 'A'), cue(1, 2, 'b', 'B'), cue(2, 3, 'c', 'A')]

    expect(toParagraphs(cues, 30, 2).map(({ text }) => text)).toEqual(['A: a\nB: b\nA: c'])
  })

  it('end with the next cue where none has an end', () => {
    const cues = [cue(1, undefined, 'a'), cue(3, undefined, 'b'), cue(20, undefined, 'c')]

    expect(toParagraphs(cues, 0, 100).map(({ start, end }) => [start, end])).toEqual([
      [1, 3],
      [3, 8],
      [20, 25],
    ])
  })
})

describe('the format', () => {
  it.each([
    ['\n\nWEBVTT', 'vtt'],
    ['1\n00:00:01,000 --> 00:00:02,000', 'srt'],
    ['<?xml version="1.0"?>\n<tt:tt xmlns:tt="http://www.w3.org/ns/ttml">', 'ttml'],
    ['[Script Info]', 'ass'],
    ['{1}{20}Hello', 'microdvd'],
    ['0:00:01.250,0:00:02.500', 'sbv'],
    ['00:00:01.25,00:00:02.50', 'subviewer'],
    ['[00:12.5]la la', 'lrc'],
    ['Dear reader', undefined],
    ['<html><table><tr><td>', undefined],
  ])('of %j is %s', (text, format) => {
    expect(formatOf(text.split('\n'))).toBe(format)
  })
})

describe('the language', () => {
  it.each([
    ['en', 'English'],
    ['ger', 'German'],
    ['pt_BR', 'Brazilian Portuguese'],
    ['und', undefined],
    ['qqq', undefined],
    ['not a tag', undefined],
  ])('%s is called %s', (tag, name) => {
    expect(languageName(tag)).toBe(name)
  })

  it('is in some names', () => {
    expect([
      languageInName('film.de.srt'),
      languageInName('film_fre.vtt'),
      languageInName('film.srt'),
    ]).toEqual(['German', 'French', undefined])
  })

  it('is not guessed of a few words', async () => {
    expect(await guessLanguage('Yes. No. Maybe later.')).toBeUndefined()
  })

  it.each([
    [
      'Ukrainian',
      'Лоцманський катер виходить о шостій годині, а над гирлом річки ще висить густий туман, і ніхто не поспішає.',
    ],
    [
      'French',
      'Le bateau-pilote sort à six heures, et le brouillard est encore au-dessus de l’estuaire, mais personne n’est pressé.',
    ],
    [
      'Swedish',
      'Lotsbåten går ut klockan sex, och dimman ligger fortfarande över flodmynningen, men ingen har bråttom idag.',
    ],
  ])('%s is told by its text', async (language, text) => {
    expect(await guessLanguage(text)).toBe(language)
  })
})
