import { cleanedName } from './cleaned-name.ts'

/** A capitalized word; a full stop only inside of it, so that no sentence end is crossed. */
const word = String.raw`(?<![\p{L}\p{N}])\p{Lu}(?:[\p{L}\p{N}&’'\-]|\.(?=\p{L})){0,30}`
const joined = `(?:${word} (?:(?:of|and|for|&) )?){1,4}`

const company =
  'Ltd|Limited|Inc|Incorporated|LLC|LLP|plc|PLC|GmbH|AG|SE|KG|AB|AS|Oy|NV|BV|Corp|Corporation|Company|Co|Group|Holdings|Press|Airlines|Railways'
const institution =
  'Academy|Agency|Association|Authority|Bank|Board|Bureau|Commission|Committee|Congress|Council|Federation|Foundation|Hospital|Institute|Institution|Laboratory|Laboratories|Library|Ministry|Museum|Parliament|School|Society|Trust|Union|University|College'
const before =
  'Academy|Agency|Association|Bank|Board|Bureau|Church|College|Congress|Council|Court|Department|Federation|House|Institute|Ministry|Museum|Office|School|Society|Union|University'

const organization = new RegExp(
  [
    `${joined}(?:${company})\\b`,
    `${joined}(?:${institution})\\b(?: of (?:the )?${word}(?: ${word})?)?`,
    `(?:${word} ){0,2}\\b(?:${before}) (?:of|for) (?:the )?${word}(?: (?:and )?${word}){0,2}`,
  ].join('|'),
  'gu',
)

/** What every firm has, so that it names none. */
const parts = /^(?:Board of (?:Directors|Trustees|Governors)|Board of Management|House of Cards)$/

/** Names that say by their own words that they are one, which grammar often misses: “Siemens AG”, “Ministry of Transport”. */
export function organizationsIn(text: string): string[] {
  return Array.from(text.matchAll(organization), ([name]) => cleanedName(name)).filter(
    (name) => name.includes(' ') && !parts.test(name),
  )
}
