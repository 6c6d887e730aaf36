const number = String.raw`\d{1,3}(?:[ \u00a0\u202f,.'’]\d{3}){1,6}(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`
const scale = String.raw`(?:[  ]?(?:thousand|million|billion|trillion|millions|milliards?|Millionen|Milliarden|Mio\.?|Mrd\.?|millones|milioni|mln|bn|[mk]\b|[万萬亿億만억]))`
const symbol = String.raw`(?:US|A|C|HK|NZ|S)?\$|[€£¥₩₹₽₺₴₫฿₪]`
const code = String.raw`\b(?:USD|EUR|GBP|JPY|CHF|CNY|RMB|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|KRW|BRL|MXN|ZAR|SGD|HKD|TRY|UAH|ILS|THB)\b`
const unit = String.raw`(?:U\.?S\.? )?(?:dollars?|euros?|pounds(?: sterling)?|yen|yuan|francs?|rupees?|pesos?|Dollar|Euro|Franken)\b|[円元圓원]`

const amount = new RegExp(
  [
    `(?:${symbol}|${code}) ?(?:${number})${scale}?`,
    `(?<![\\d.,])(?:${number})${scale}?(?:[ \\u00a0\\u202f]?|[ \\u00a0](?:de |d['’]))(?:${symbol}|${code}|${unit})`,
  ].join('|'),
  'gu',
)

/** The amounts of money in a text, as they stand there. */
export function findAmounts(text: string): string[] {
  return Array.from(text.matchAll(amount), ([found]) => found.replace(/\s+/g, ' ').trim())
}
