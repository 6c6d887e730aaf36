import type { Content } from './content.ts'
import { plain, plainOrNone } from './plain.ts'

/** The mandatory part of a boarding pass with one or more flights, IATA resolution 792, by its fixed places. */
const boardingPassForm =
  /^M[1-4](?<name>.{20})[A-Z ].{7}(?<from>[A-Z]{3})(?<to>[A-Z]{3})(?<carrier>[A-Z0-9 ]{3})(?<flight>[\d ]{4}[A-Z ]?) *\d{3}(?<cabin>[A-Z])(?<seat>[0-9A-Z ]{4})/

/** A boarding pass. Its booking code, with which anybody could change the booking, is not told. */
export function boardingPass(text: string): Content | undefined {
  const found = boardingPassForm.exec(text)?.groups
  if (found === undefined) return undefined
  const { name = '', from = '', to = '', carrier = '', flight = '', seat = '' } = found
  return {
    title: 'Boarding pass',
    facts: {
      Passenger: plainOrNone(name.split('/').toReversed().join(' ')),
      Flight: plain(`${carrier.trim()} ${flight.replace(/^0+/, '')}`),
      From: from,
      To: to,
      Seat: plainOrNone(seat.replace(/^0+/, '')),
    },
  }
}

/** The data of a driver’s licence or identity card of North America (AAMVA), which say more of a person than a card should. */
export function identityCard(text: string): Content | undefined {
  return /^@[\s\p{Cc}]*(?:ANSI |AAMVA)/u.test(text)
    ? { line: 'a driver’s licence or identity card; its data are not shown' }
    : undefined
}
