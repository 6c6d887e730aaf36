import type { Content } from './content.ts'
import { type DirectoryLine, directoryLines, unescaped } from './directory-lines.ts'
import { plain, plainOrNone } from './plain.ts'

/** An appointment for a calendar, with the calendar around it or without. */
export function event(text: string): Content | undefined {
  if (!/^\s*BEGIN:(?:VCALENDAR|VEVENT)/i.test(text)) return undefined
  const lines = directoryLines(text)
  const line = (name: string) => lines.find((candidate) => candidate.name === name)
  const value = (name: string) => plainOrNone(unescaped(line(name)?.value ?? ''))
  return {
    title: 'Event',
    facts: {
      Event: value('SUMMARY'),
      From: time(line('DTSTART')),
      To: time(line('DTEND')),
      Where: value('LOCATION'),
      Link: value('URL'),
      Note: value('DESCRIPTION'),
    },
  }
}

/** `20240503T184200Z` as `2024-05-03 18:42 UTC`; with the zone where one is given, never shifted to another. */
function time(line: DirectoryLine | undefined): string | undefined {
  if (line === undefined) return undefined
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?$/.exec(line.value.trim())
  if (parts === null) return plainOrNone(line.value)
  const [, year, month, day, hour, minute, utc] = parts
  const zone = line.parameters.find((parameter) => /^TZID=/i.test(parameter))?.slice('TZID='.length)
  return [
    `${year}-${month}-${day}`,
    hour === undefined ? '' : ` ${hour}:${minute}`,
    utc ? ' UTC' : zone === undefined ? '' : ` (${plain(zone, 40)})`,
  ].join('')
}
