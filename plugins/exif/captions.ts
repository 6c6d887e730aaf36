import type { Tags } from './tags.ts'
import { cleaned, firstText, textsOf, userComment, windowsText } from './texts.ts'
import { fieldOf, listOf, type XmpValue } from './xmp.ts'

/** Languages that are shown beside the first one. */
const MAX_LANGUAGES = 4

/** What cameras and scanners write as description of every picture. */
const boilerplate =
  /^(?:sony dsc|samsung camera pictures|(?:\S+ ){0,2}digital camera|dcf \d.*|dcim[\\/].*|exif_jpeg_picture|default|untitled|screenshot|created with gimp|(?:my )?beautyplus.*|<?ascii>?)$/i

/** The title, in its main language. */
export function titleOf({ xmp, iptc, ifd0, png }: Tags): string | undefined {
  return (
    defaultText(xmp['dc:title']) ??
    firstText(iptc.ObjectName, xmp['photoshop:Headline'], iptc.Headline) ??
    windowsText(ifd0.XPTitle) ??
    firstText(png.get('title'))
  )
}

/** The description in its main language; what a camera writes under every picture counts as none. */
export function descriptionOf({ xmp, iptc, ifd0, exif, png }: Tags): string | undefined {
  const candidates = [
    defaultText(xmp['dc:description']),
    firstText(iptc.Caption),
    firstText(ifd0.ImageDescription),
    windowsText(ifd0.XPComment),
    windowsText(ifd0.XPSubject),
    firstText(png.get('description')),
    // Text for people who do not see the picture.
    defaultText(xmp['Iptc4xmpCore:AltTextAccessibility']),
    userComment(exif.UserComment),
  ]
  return candidates.find((text) => text !== undefined && !boilerplate.test(text) && !isSettings(text))
}

/** Titles and descriptions in further languages as rows, such as `Description (de)`. */
export function translations({ xmp }: Tags): Record<string, string> {
  return Object.fromEntries(
    [['Title', xmp['dc:title']] as const, ['Description', xmp['dc:description']] as const].flatMap(
      ([name, value]) => {
        const main = defaultText(value)
        return alternatives(value)
          .filter(({ language, text }) => language !== 'x-default' && text !== main)
          .slice(0, MAX_LANGUAGES)
          .map(({ language, text }) => [`${name} (${language})`, text] as const)
      },
    ),
  )
}

/** XMP has one text for each language; the one marked as default counts, else the first. */
export function defaultText(value: XmpValue | undefined): string | undefined {
  const texts = alternatives(value)
  return (texts.find(({ language }) => language === 'x-default') ?? texts[0])?.text ?? firstText(value)
}

function alternatives(value: XmpValue | undefined): { language: string; text: string }[] {
  return listOf(value).flatMap((item) => {
    const language = fieldOf(item, 'lang')
    const [text] = textsOf(item)
    // A language is a tag such as `pt-BR`.
    return typeof language === 'string' && /^[a-z0-9-]{1,20}$/i.test(language) && text !== undefined
      ? [{ language: language.toLowerCase() === 'x-default' ? 'x-default' : language, text }]
      : []
  })
}

/** The keywords that somebody gave the picture, from XMP, IPTC and Windows, each once. */
export function keywordsOf({ xmp, iptc, ifd0 }: Tags): string[] {
  const windows = windowsText(ifd0.XPKeywords)?.split(';') ?? []
  const all = [...textsOf(xmp['dc:subject']), ...textsOf(iptc.Keywords), ...windows.map(cleaned)]
  return [...new Set(all.filter((word) => word !== undefined))]
}

/** People by name: those that somebody wrote into the picture, or marked with a frame around their face. */
export function peopleOf({ xmp }: Tags): string[] {
  const regions = listOf(fieldOf(xmp['mwg-rs:Regions'], 'mwg-rs:RegionList'))
  const faces = regions
    .filter((region) => fieldOf(region, 'mwg-rs:Type') === 'Face')
    .flatMap((region) => textsOf(fieldOf(region, 'mwg-rs:Name')))
  return [...new Set([...textsOf(xmp['Iptc4xmpExt:PersonInImage']), ...faces])]
}

/** Settings of image generators stand where descriptions do, and have a row of their own. */
function isSettings(text: string): boolean {
  return /\bSteps: \d+, Sampler: /.test(text)
}
