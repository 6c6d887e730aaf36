import type { SaxesParser, SaxesTagNS } from 'saxes'

/** A value in XMP: a text, a list, or a structure. An item of a list in several languages is `{ lang, value }`. */
export type XmpValue = string | readonly XmpValue[] | XmpStructure
/** Fields by prefix and name, such as `stEvt:when`. */
export type XmpStructure = { readonly [field: string]: XmpValue | undefined }

/** Larger packets than this carry pictures and maps of depth, which are no metadata for people. */
const MAX_BYTES = 2_000_000
/** Deeper, or more elements, than any program writes. What stands beyond is left out. */
const MAX_DEPTH = 24
const MAX_ELEMENTS = 20_000
/** A text beyond is cut: histories of filters and masks grow without end. */
const MAX_TEXT = 20_000
/** Characters that are parsed before the limits are looked at again. */
const PIECE = 8192

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const XML = 'http://www.w3.org/XML/1998/namespace'
/** Prefixes are free in XML; these are the usual ones, and the only namespaces that are read. */
const prefixes: Readonly<Record<string, string>> = {
  [RDF]: 'rdf',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://ns.adobe.com/xap/1.0/': 'xmp',
  'http://ns.adobe.com/xap/1.0/mm/': 'xmpMM',
  'http://ns.adobe.com/xap/1.0/rights/': 'xmpRights',
  'http://ns.adobe.com/xap/1.0/sType/ResourceEvent#': 'stEvt',
  'http://ns.adobe.com/photoshop/1.0/': 'photoshop',
  'http://ns.adobe.com/exif/1.0/': 'exif',
  'http://ns.adobe.com/tiff/1.0/': 'tiff',
  'http://ns.adobe.com/exif/1.0/aux/': 'aux',
  'http://cipa.jp/exif/1.0/': 'exifEX',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/': 'Iptc4xmpCore',
  'http://iptc.org/std/Iptc4xmpExt/2008-02-29/': 'Iptc4xmpExt',
  'http://www.metadataworkinggroup.com/schemas/regions/': 'mwg-rs',
  'http://ns.google.com/photos/1.0/panorama/': 'GPano',
  'http://ns.google.com/photos/1.0/camera/': 'GCamera',
  'http://ns.google.com/photos/1.0/depthmap/': 'GDepth',
  'http://ns.google.com/photos/dd/1.0/device/': 'Device',
  'http://ns.adobe.com/hdr-gain-map/1.0/': 'hdrgm',
  'http://ns.apple.com/HDRGainMap/1.0/': 'HDRGainMap',
}

interface Element {
  /** Prefix and name, or `''` for a namespace that is not read. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly language: string | undefined
  readonly children: Element[]
  text: string
}

/**
 * Reads an XMP packet into its properties, by prefix and name, such as `dc:title`. Goes through the text once; entities
 * of a document type are not expanded. Of a packet that is damaged, what stands before the damage counts.
 */
export async function readXmp(packet: Uint8Array): Promise<XmpStructure> {
  if (packet.length > MAX_BYTES) return {}
  const { SaxesParser } = await import('saxes')
  const properties: Record<string, XmpValue> = {}
  for (const description of descriptionsIn(
    new TextDecoder().decode(packet),
    new SaxesParser({ xmlns: true }),
  )) {
    Object.assign(properties, structureOf(description))
  }
  return properties
}

/** The `rdf:Description` elements that stand directly in `rdf:RDF`. */
function descriptionsIn(text: string, parser: SaxesParser<{ xmlns: true }>): Element[] {
  const descriptions: Element[] = []
  const open: Element[] = []
  let elements = 0
  let full = false
  // Like a browser with HTML: goes on behind an error with what can be read.
  parser.on('error', () => {})
  parser.on('opentag', (tag) => {
    full ||= open.length >= MAX_DEPTH || ++elements > MAX_ELEMENTS
    if (full) return
    const element = elementOf(tag)
    const parent = open.at(-1)
    if (element.name === 'rdf:Description' && (parent === undefined || parent.name === 'rdf:RDF'))
      descriptions.push(element)
    else parent?.children.push(element)
    open.push(element)
  })
  parser.on('text', (piece) => {
    const element = open.at(-1)
    if (element && !full && element.text.length < MAX_TEXT) element.text += piece.slice(0, MAX_TEXT)
  })
  parser.on('closetag', () => {
    if (!full) open.pop()
  })
  // In pieces, since the parser looks for a namespace in all open elements: it must not see a hundred thousand of them.
  for (let at = 0; at < text.length && !full; at += PIECE) parser.write(text.slice(at, at + PIECE))
  return descriptions
}

function elementOf(tag: SaxesTagNS): Element {
  const attributes: Record<string, string> = {}
  let language: string | undefined
  for (const { uri, local, value } of Object.values(tag.attributes)) {
    if (uri === XML && local === 'lang') language = value
    const prefix = prefixes[uri]
    if (prefix !== undefined) attributes[`${prefix}:${local}`] = value.slice(0, MAX_TEXT)
  }
  const prefix = prefixes[tag.uri]
  return {
    name: prefix === undefined ? '' : `${prefix}:${tag.local}`,
    attributes,
    language,
    children: [],
    text: '',
  }
}

function valueIn(element: Element): XmpValue {
  const value = plainValueIn(element)
  return element.language === undefined ? value : { lang: element.language, value }
}

function plainValueIn(element: Element): XmpValue {
  const [only] = element.children
  if (only === undefined) {
    const resource = element.attributes['rdf:resource']
    if (resource !== undefined) return resource
    const fields = structureOf(element)
    return Object.keys(fields).length > 0 ? fields : element.text
  }
  if (only.name === 'rdf:Seq' || only.name === 'rdf:Bag' || only.name === 'rdf:Alt') {
    return only.children.filter(({ name }) => name === 'rdf:li').map(valueIn)
  }
  return structureOf(only.name === 'rdf:Description' ? only : element)
}

/** Attributes and child elements are two ways to write the same thing. */
function structureOf({ attributes, children }: Element): XmpStructure {
  return Object.fromEntries([
    ...Object.entries(attributes).filter(([name]) => !name.startsWith('rdf:')),
    ...children.filter(({ name }) => name !== '').map((child) => [child.name, valueIn(child)] as const),
  ])
}

/** The items of a list; a single value is a list of one. */
export function listOf(value: XmpValue | undefined): readonly XmpValue[] {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}

/** The field of a structure; undefined where `value` is none. */
export function fieldOf(value: XmpValue | undefined, name: string): XmpValue | undefined {
  return value === undefined || typeof value === 'string' || isList(value) ? undefined : value[name]
}

function isList(value: XmpValue): value is readonly XmpValue[] {
  return Array.isArray(value)
}
