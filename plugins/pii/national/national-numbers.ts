import { americas } from './americas.ts'
import { asiaAndPacific } from './asia-and-pacific.ts'
import type { NationalNumber } from './national-number.ts'
import { northernAndEasternEurope } from './northern-and-eastern-europe.ts'
import { southernEurope } from './southern-europe.ts'
import { westernEurope } from './western-europe.ts'

/** All numbers that can be told, the most certain first where two look alike. */
export const nationalNumbers: readonly NationalNumber[] = [
  ...southernEurope,
  ...westernEurope,
  ...northernAndEasternEurope,
  ...americas,
  ...asiaAndPacific,
]
