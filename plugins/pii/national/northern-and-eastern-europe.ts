import { isDate, luhn, weighted } from '../checksums.ts'
import type { NationalNumber } from './national-number.ts'

/** Numbers of Sweden, Norway, Finland and Poland, which begin with the day of birth. */
export const northernAndEasternEurope: readonly NationalNumber[] = [
  {
    country: 'SE',
    id: 'se-personnummer',
    one: 'Swedish personnummer',
    many: 'Swedish personnummer',
    pattern: /(?:19|20)?\d{6}[-+]?\d{4}/,
    valid(value) {
      const ten = value.slice(-10)
      const day = Number(ten.slice(4, 6))
      // Numbers for people who are not registered have 60 added to the day. The year 2000 lets 29 February pass.
      return isDate(2000, Number(ten.slice(2, 4)), day > 60 ? day - 60 : day) && luhn(ten)
    },
    words: [
      'person-?(?:nummer|nr)',
      'pnr',
      'samordningsnummer',
      'f[öo]delsenummer',
      'personal (?:identity )?number',
    ],
  },
  {
    country: 'NO',
    id: 'no-fodselsnummer',
    one: 'Norwegian fødselsnummer',
    many: 'Norwegian fødselsnummer',
    pattern: /\d{6} ?\d{5}/,
    valid: (value) =>
      isDate(2000, Number(value.slice(2, 4)), Number(value.slice(0, 2)) % 40) &&
      weighted(value, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
      weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    words: ['f[øo]dsels-?(?:nummer|nr)', 'person-?(?:nummer|nr)', 'fnr', 'd-nummer'],
  },
  {
    country: 'FI',
    id: 'fi-hetu',
    one: 'Finnish henkilötunnus',
    many: 'Finnish henkilötunnukset',
    pattern: /\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]/,
    valid(value) {
      const digits = value.slice(0, 6) + value.slice(-4, -1)
      const isDay = isDate(2000, Number(value.slice(2, 4)), Number(value.slice(0, 2)))
      return isDay && '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] === value.at(-1)
    },
    words: ['henkil[öo]tunnus', 'hetu', 'personbeteckning', 'personal identity code'],
    alone: /^\d{6}[-+A]\d{3}[A-Z]$/,
  },
  {
    country: 'PL',
    id: 'pl-pesel',
    one: 'Polish PESEL',
    many: 'Polish PESELs',
    pattern: /\d{11}/,
    valid: (value) =>
      // The century is added to the month, in steps of 20.
      isDate(2000, Number(value.slice(2, 4)) % 20, Number(value.slice(4, 6))) &&
      (10 - (weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(value[10]),
    words: ['pesel'],
  },
]
