import type { Detector, FindingType } from '../finding.ts'
import { shown } from '../masks.ts'
import { entropy, isPlaceholder, isWords } from './placeholders.ts'
import { secretType } from './token-forms.ts'

const password = secretType('password', 'password')
const key = secretType('secret-value', 'secret or token value')

const keyword =
  /pass(?:word|wd|phrase|code|wort)|pwd|(?<![\p{L}\p{N}])pw(?=["']?[ \t]?[:=])|kennwort|contrase[ñn]a|senha|mot de passe|wachtwoord|has[łl]o|парол[ья]|パスワード|密码|api[_ -]?key|access[_ -]?key|account[_ -]?key|secret|auth[_-]?token|access[_-]?token|refresh[_-]?token|bearer[_-]?token|token|credentials?/giu

/**
 * From the keyword to the value: the rest of the name, what assigns, and the value in quotes, in a tag, bare, or in a
 * sentence. Sticky: it begins where the keyword ends.
 */
const assigned =
  /(?<rest>[\w-]{0,24})(?:(?:["'\]]{0,2}[ \t]{0,20}(?::=|=>|[:=：])[ \t]{0,8}|["'] {1,3}value ?= ?)(?:(?<quote>["'`])(?<quoted>[^"'`\n]{1,300})\k<quote>|(?<bare>[^\s"'`]{1,300}))|>(?<tagged>[^<>\s]{1,300})<\/| (?:is|ist|lautet|est|es|è) ["'`“„«]?(?<spoken>[^\s"'`“”„«»]{8,64}))/y

/** What is told of a secret, and is none: its kind, place, age, or the text beside its field. */
const aboutIt =
  /(?:hash|length|len|field|label|hint|policy|ur[il]|path|file|name|type|ids?|expir\w*|ttl|age|count|limit|regex|pattern|prompt|placeholder|min|max|size|header|endpoint|column|input|form|error|message|reset|strength|required|enabled|version|provider|manager|store|service|title|text|description|class|prefix|suffix|format|scope|method|ref|arn|at|on|by)s?$/i

const isPassword = /pass|pwd?|kennwort|contrase|senha|wachtwoord|has[łl]o|парол|パスワード|密码/iu

/** Marks of places in lists, and against forged forms. */
const isOtherToken =
  /(?:next|continuation|page|paging|sync|csrf|xsrf|cancel|request|update|idempotency|design|lex|syntax)[_-]?token$/i

/** Passwords and keys in configurations, scripts and notes: `DB_PASSWORD=…`, `"apiKey": "…"`, `Passwort: …`. */
export function assignmentDetector(): Detector {
  return {
    find({ text }, report) {
      for (const { 0: word, index } of text.matchAll(keyword)) {
        const assignment = assignmentAt(text, index, word)
        if (assignment === undefined || !isSecret(assignment)) continue
        const { type, name, value, start } = assignment
        report.found({
          type,
          start,
          end: start + value.length,
          value,
          masked: `${shown(isPlain(name) ? name : word)} = ••••`,
        })
      }
    },
  }
}

interface Assignment {
  readonly type: FindingType
  readonly name: string
  readonly value: string
  readonly start: number
  /** In quotes or a tag: no piece of code. */
  readonly isQuoted: boolean
  /** In a sentence. */
  readonly isSpoken: boolean
  /** Nothing but a comment follows on the line, so that a bare value is no piece of code or prose. */
  readonly isWhole: boolean
}

function assignmentAt(text: string, index: number, word: string): Assignment | undefined {
  assigned.lastIndex = index + word.length
  const match = assigned.exec(text)
  if (match?.groups === undefined) return undefined
  const { rest = '', quoted, tagged, bare, spoken } = match.groups
  const name = nameOf(text, index) + word + rest
  if (aboutIt.test(rest) || isOtherToken.test(name)) return undefined
  const raw = quoted ?? tagged ?? bare ?? spoken ?? ''
  const value = quoted === undefined ? raw.replace(/[,;]+$|[.)]+$/, '') : raw
  const start = index + word.length + match[0].lastIndexOf(raw)
  return {
    type: isPassword.test(word) ? password : key,
    name,
    value,
    start,
    isQuoted: quoted !== undefined || tagged !== undefined,
    isSpoken: spoken !== undefined,
    isWhole: /^[,;]?(?:[ \t]*(?:$|[\r\n]|\/\/|#)| {2,})|^[,;]\s|^\s*\|\s/.test(
      text.slice(start + value.length, start + value.length + 12),
    ),
  }
}

/** Whether a name is one that somebody gave, and not something secret that happens to stand there. */
function isPlain(name: string): boolean {
  return name.length <= 40 && !/\d{3}|\d.*\d.*\d/.test(name)
}

/** The beginning of the name of which the keyword is the rest. */
function nameOf(text: string, index: number): string {
  return /[\w.-]{0,40}$/.exec(text.slice(Math.max(0, index - 40), index))?.[0].replace(/^[.-]+/, '') ?? ''
}

function isSecret({ type, name, value, isQuoted, isSpoken, isWhole }: Assignment): boolean {
  if (/\s/.test(value) || isPlaceholder(value)) return false
  if (isSpoken) return type === password && /^(?=.*\d)(?=.*\p{L}).*[^\p{L}\d_./:-]/u.test(value)
  // Code: a call, an index, a member, a type.
  if (!isQuoted && (!isWhole || /[()[\]{}]|^[\w$]+(?:\.[\w$]+)+$|=>/.test(value))) return false
  const isMixed = /\p{L}/u.test(value) && /[^\p{L}\s_.:/-]/u.test(value)
  if (type === password) {
    if (value.length < 6 || value.length > 128) return false
    // In the manner of an environment variable, a mere word is a bad password and no word.
    if (/^[A-Z][A-Z0-9_]+$/.test(name) && !isQuoted) return !isWords(value) || /^[a-z]{6,}$/.test(value)
    return isMixed && !isWords(value)
  }
  const isBareToken = /^(?:token|secret|credentials?)$/i.test(name)
  if (value.length < (isBareToken ? 20 : 16) || !isMixed || isWords(value)) return false
  if (/^[0-9a-f]+$/.test(value) && value.length < 20) return false
  // Names such as `OAuth2Token` have a figure, too; random text has several.
  const isRandom = (value.match(/\d+/g)?.length ?? 0) > 1 || (value.length >= 32 && /[+/=]/.test(value))
  return isRandom && /^[\w+/=.~!@#$%^&*-]+$/.test(value) && entropy(value) >= (isBareToken ? 3.5 : 3)
}
