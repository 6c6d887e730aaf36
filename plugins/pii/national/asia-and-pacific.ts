import { isDate, isOneDigit, verhoeff, weighted } from '../checksums.ts'
import type { NationalNumber } from './national-number.ts'

/** Numbers of India, Japan, China, South Korea and Australia. */
export const asiaAndPacific: readonly NationalNumber[] = [
  {
    country: 'IN',
    id: 'in-aadhaar',
    one: 'Indian Aadhaar number',
    many: 'Indian Aadhaar numbers',
    pattern: /[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}/,
    valid: verhoeff,
    words: ['aadh?aa?r', 'uidai', 'uid', 'आधार'],
  },
  {
    country: 'JP',
    id: 'jp-my-number',
    one: 'Japanese My Number',
    many: 'Japanese My Numbers',
    pattern: /\d{4}[ -]?\d{4}[ -]?\d{4}/,
    valid(value) {
      const rest = weighted(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
      return !isOneDigit(value) && Number(value[11]) === (rest < 2 ? 0 : 11 - rest)
    },
    words: ['マイナンバー', '個人番号', 'my ?number', 'individual number'],
  },
  {
    country: 'CN',
    id: 'cn-resident-id',
    one: 'Chinese resident ID',
    many: 'Chinese resident IDs',
    pattern: /[1-9]\d{5}(?:19|20)\d{9}[\dXx]/,
    valid: (value) =>
      isDate(Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14))) &&
      '10X98765432'[weighted(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] ===
        value[17],
    words: ['身份证', '身份證', '公民身份号码', 'resident id', 'id card'],
    alone: /./,
  },
  {
    country: 'KR',
    id: 'kr-rrn',
    one: 'Korean resident number',
    many: 'Korean resident numbers',
    pattern: /\d{6}-[1-8]\d{6}/,
    valid: (value) =>
      isDate(2000, Number(value.slice(2, 4)), Number(value.slice(4, 6))) &&
      (11 - (weighted(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(value[12]),
    words: ['주민등록번호', '주민번호', 'rrn', 'resident registration'],
    alone: /./,
  },
  {
    country: 'AU',
    id: 'au-tfn',
    one: 'Australian tax file number',
    many: 'Australian tax file numbers',
    pattern: /\d{3}[ -]?\d{3}[ -]?\d{3}/,
    valid: (value) => !isOneDigit(value) && weighted(value, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    words: ['tfn', 'tax file(?: number)?'],
  },
]
