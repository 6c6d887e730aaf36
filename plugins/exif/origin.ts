import type { Photo } from './photo.ts'
import { firstText, textsOf, userComment } from './texts.ts'

/** IPTC's codes for how a picture came to be (newscodes, digital source type), the most telling first. */
const sourceTypes: readonly (readonly [code: string, words: string])[] = [
  ['trainedAlgorithmicMedia', 'Made by AI'],
  ['compositeWithTrainedAlgorithmicMedia', 'Edited with AI'],
  ['compositeSynthetic', 'Composed, with synthetic parts'],
  ['algorithmicMedia', 'Made by an algorithm, not by AI'],
  ['algorithmicallyEnhanced', 'Enhanced by an algorithm'],
  ['virtualRecording', 'Recorded in a virtual scene'],
  ['dataDrivenMedia', 'Drawn from data'],
  ['digitalCreation', 'Made by a person on a computer'],
  ['digitalArt', 'Made by a person on a computer'],
  ['screenCapture', 'Screenshot'],
  ['compositeCapture', 'Composed of several photos'],
  ['composite', 'Composed of several pictures'],
  ['humanEdits', 'Photo, edited by a person'],
  ['minorHumanEdits', 'Photo, retouched by a person'],
  ['negativeFilm', 'Scanned from a negative'],
  ['positiveFilm', 'Scanned from a slide'],
  ['print', 'Scanned from a print'],
  ['computationalCapture', 'Taken by a camera that merged several shots'],
  ['digitalCapture', 'Taken by a camera'],
]

/** PNG texts by which programs that draw from prompts leave their settings. */
const promptKeywords = new Map([
  ['parameters', 'Stable Diffusion'],
  ['workflow', 'ComfyUI'],
  ['invokeai_metadata', 'InvokeAI'],
  ['sd-metadata', 'InvokeAI'],
  ['fooocus_scheme', 'Fooocus'],
])
/** Names in `Software` or in a credit that leave no doubt. */
const aiPrograms =
  /\b(?:Made with Google AI|Midjourney|DALL[·-]?E|Stable Diffusion|Adobe Firefly|NovelAI|ComfyUI|InvokeAI|Fooocus)\b/i

/** How a picture came to be, by what the file says of itself. */
export interface Origin {
  /** `Made by AI (Adobe Firefly)` */
  readonly words: string | undefined
  /** What the machine was asked for. */
  readonly prompt: string | undefined
  /** `C2PA, written by Adobe Firefly (signature not checked)` */
  readonly credentials: string | undefined
}

/** Puts together what XMP, content credentials and the texts of image generators say. Nothing is guessed from the pixels. */
export function originOf({ tags, credentials }: Photo): Origin {
  const { xmp, iptc, ifd0, exif, png } = tags
  const settings = png.get('parameters') ?? generatorSettings(userComment(exif.UserComment))
  const declared = [
    ...textsOf(xmp['Iptc4xmpExt:DigitalSourceType']).map((uri) => uri.split('/').at(-1) ?? ''),
    ...(credentials?.sourceTypes ?? []),
  ]
  const words = sourceTypes.find(([code]) => declared.includes(code))?.[1]
  const named = [
    ifd0.Software,
    xmp['xmp:CreatorTool'],
    png.get('software'),
    xmp['photoshop:Credit'],
    iptc.Credit,
  ]
    .map((value) => aiPrograms.exec(firstText(value) ?? '')?.[0])
    .find((name) => name !== undefined)
  const program =
    firstText(xmp['Iptc4xmpExt:AISystemUsed']) ??
    named?.replace(/^Made with /, '') ??
    [...promptKeywords].find(([keyword]) => png.has(keyword))?.[1] ??
    (settings === undefined ? undefined : 'Stable Diffusion')
  const made = words ?? (program === undefined ? undefined : 'Made by AI')
  const byAi = made?.includes(' AI') && !made.includes('not by')
  const maker = program ?? (byAi ? credentials?.generator : undefined)
  return {
    words: made && byAi && maker !== undefined ? `${made} (${maker})` : made,
    prompt: firstText(xmp['Iptc4xmpExt:AIPromptInformation'], promptIn(settings)),
    credentials:
      credentials &&
      `C2PA${credentials.generator ? `, written by ${credentials.generator}` : ''} (signature not checked)`,
  }
}

/** The settings of Stable Diffusion's programs in a JPEG's or WebP's comment. */
function generatorSettings(comment: string | undefined): string | undefined {
  return comment !== undefined && /\bSteps: \d+, (?:Sampler|Size|Seed):? /.test(comment) ? comment : undefined
}

/** The prompt stands first, then what to avoid, then the settings. */
function promptIn(settings: string | undefined): string | undefined {
  return settings === undefined
    ? undefined
    : firstText(settings.slice(0, 5000).split(/\s*(?:Negative prompt:|Steps: \d)/)[0])
}
