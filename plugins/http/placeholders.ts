import { SkillError, type SkillFile } from 'box-skill-runner/plugin'
import { mediaTypeOf } from './media-type.ts'
import { wellFormed } from './plain-text.ts'

/** A text, cut at its placeholders: texts stand for themselves. */
type Piece = string | { readonly name: string }

/** What a placeholder becomes; `base64` is the content of the file, which is not put in until it is sent. */
export type Filled = string | { readonly base64: true }

/** What placeholders may stand for beside environment variables. */
const facts = [
  'file.name',
  'file.extension',
  'file.type',
  'file.size',
  'file.id',
  'file.downloadUrl',
] as const
type Fact = (typeof facts)[number]

const content = 'file.base64'
const form = /\{\{\s*([^{}]{1,100}?)\s*\}\}/g

/** Fills the placeholders of one file's request. */
export interface Filler {
  /** @throws `SkillError` for a name that stands for nothing, and where the content is asked for. */
  text(template: string): Promise<string>
  /** As it is put into an address: what is filled in is percent-encoded. */
  url(template: string): Promise<string>
  /** As it is put into a header: control characters and what is not ASCII is percent-encoded. */
  header(template: string): Promise<string>
  /** With places for the content. */
  pieces(template: string): Promise<readonly Filled[]>
}

/**
 * Says what is wrong with the placeholders of a template, before there is a file.
 *
 * @param allowContent Whether the content may stand there.
 * @throws `SkillError` that names the option and the placeholder.
 */
export function checkPlaceholders(option: string, template: string, allowContent = false): void {
  for (const piece of piecesOf(template)) {
    if (typeof piece === 'string' || isFact(piece.name)) continue
    if (piece.name === content) {
      if (allowContent) continue
      throw misset(`"${option}" cannot hold the content of the file: {{${content}}} stands only in "json".`)
    }
    if (!isVariable(piece.name))
      throw misset(
        `"${option}" holds {{${piece.name}}}, which is none of ${[...facts, content].join(', ')}, nor the name of a secret.`,
      )
    secretOf(option, piece.name)
  }
}

/** The placeholders for one file. Secrets are read here and nowhere else: they stand in no option, and so in no log. */
export function createFiller(file: SkillFile, contentType: string | undefined): Filler {
  async function fill(template: string, encode: (text: string) => string): Promise<readonly Filled[]> {
    const filled: Filled[] = []
    for (const piece of piecesOf(template)) {
      if (typeof piece === 'string') filled.push(piece)
      else if (piece.name === content) filled.push({ base64: true })
      else filled.push(encode(await valueFor(piece.name)))
    }
    return filled
  }

  async function valueFor(name: string): Promise<string> {
    if (!isFact(name)) return secretOf('a template', name)
    switch (name) {
      case 'file.name':
        return file.name
      case 'file.extension':
        return file.extension
      case 'file.type':
        return contentType ?? mediaTypeOf(file.extension)
      case 'file.size':
        return file.size === undefined ? '' : String(file.size)
      case 'file.id':
        return file.id
      case 'file.downloadUrl':
        return file.downloadUrl()
    }
  }

  const asText = async (template: string, encode: (text: string) => string) =>
    (await fill(template, encode)).filter((piece) => typeof piece === 'string').join('')

  return {
    text: (template) => asText(template, (text) => text),
    url: (template) => asText(template, inAddress),
    header: (template) => asText(template, headerSafe),
    pieces: (template) => fill(template, (text) => text),
  }
}

function piecesOf(template: string): readonly Piece[] {
  const parts = template.split(form)
  return parts.map((part, index) => (index % 2 === 0 ? part : { name: part }))
}

function isFact(name: string): name is Fact {
  return facts.some((fact) => fact === name)
}

function isVariable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name)
}

function secretOf(option: string, name: string): string {
  const value = process.env[name]
  if (value !== undefined) return value.trim()
  throw misset(`"${option}" names {{${name}}}, which is not set, or not among "secrets" of this plugin.`)
}

/** A part of a path that is one or two dots leads up, also where it is percent-encoded. */
function inAddress(text: string): string {
  if (text !== '.' && text !== '..') return encoded(text)
  throw misset(`“${text}” cannot stand in an address: it would lead to another one.`)
}

function encoded(text: string): string {
  return encodeURIComponent(wellFormed(text))
}

/** Headers are bytes; a line break in a file's name would begin another header. */
function headerSafe(text: string): string {
  return text.replace(/[^\x20-\x7e]+/gu, (strange) => encoded(strange))
}

function misset(message: string): SkillError {
  return new SkillError('skills_invocations_error', message)
}
